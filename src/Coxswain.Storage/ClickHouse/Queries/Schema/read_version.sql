SELECT max(m.version) AS newest, argMax(m.cox_version, m.version) AS by FROM coxswain_migrations AS m
