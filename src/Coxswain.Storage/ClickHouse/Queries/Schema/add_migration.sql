INSERT INTO coxswain_migrations (version, name, cox_version) SELECT {version:UInt32}, {name:String}, {cox_version:String}
