SELECT version, cox_version FROM coxswain_migrations FINAL ORDER BY version
