INSERT INTO coxswain_store (id) SELECT {id:UUID} WHERE (SELECT count() FROM coxswain_store) = 0
