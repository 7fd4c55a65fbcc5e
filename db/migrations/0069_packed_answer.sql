-- A large answer lies packed (zstd): the digest of its bytes as they lie; NULL where they are not packed.
ALTER TABLE release_answer ADD COLUMN packed_hash TEXT;
