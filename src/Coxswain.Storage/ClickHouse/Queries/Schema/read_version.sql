SELECT max(version) AS version, argMax(cox_version, version) AS cox_version FROM coxswain_migrations
