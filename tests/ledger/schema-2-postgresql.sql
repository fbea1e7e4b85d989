
CREATE FUNCTION contested_fill_timeline() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO cache_timeline (kind, place, since, known_from, claim_seq) SELECT DISTINCT c.kind, p.place, coalesce(c.valid_from, r.known_from, e.recorded_at),
  coalesce(r.known_from, e.recorded_at), p.claim_seq
FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.id = c.report_id
JOIN entries e ON e.seq = c.seq
WHERE p.place IS NOT NULL AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION contested_in_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE last record;
BEGIN
  SELECT seq, hash, recorded_at INTO last FROM entries ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1 OR NEW.prev <> coalesce(last.hash, repeat('0', 64))
     OR NEW.recorded_at < coalesce(last.recorded_at, NEW.recorded_at) THEN
    RAISE EXCEPTION 'ledger.out-of-order';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION contested_quote_in_report() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.quote IS NOT NULL AND NEW.quote IS DISTINCT FROM substr(
      (SELECT text FROM reports WHERE id = NEW.report_id),
      (NEW.span_start + 1)::integer, (NEW.span_end - NEW.span_start)::integer) THEN
    RAISE EXCEPTION 'claim.quote-not-in-report';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION contested_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN RAISE EXCEPTION 'ledger.append-only: % takes no %', TG_TABLE_NAME, TG_OP; END
$$;

CREATE TABLE alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE blobs (
    sha256 text NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT sha256_whole CHECK ((length(sha256) = 64))
);

CREATE TABLE cache_timeline (
    kind text NOT NULL,
    place text NOT NULL,
    since bigint NOT NULL,
    known_from bigint NOT NULL,
    claim_seq bigint NOT NULL
);

CREATE TABLE claim_places (
    claim_seq bigint NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    place text,
    level text,
    CONSTRAINT level_known CHECK ((level = ANY (ARRAY['district'::text, 'district_centre'::text, 'city'::text, 'provincial_capital'::text, 'province'::text, 'country'::text, 'base'::text, 'border_crossing'::text, 'other'::text]))),
    CONSTRAINT position_from_zero CHECK (("position" >= 0))
);

CREATE TABLE claims (
    seq bigint NOT NULL,
    id text NOT NULL,
    report_id text NOT NULL,
    kind text NOT NULL,
    stance text NOT NULL,
    quote text,
    span_start bigint,
    span_end bigint,
    statement text,
    speaker_name text,
    speaker_role text,
    speaker_party text,
    speaker_side text,
    via text,
    cue text,
    actor text,
    target text,
    actor_party text,
    target_party text,
    place_level text,
    event text,
    valid_from bigint,
    valid_to bigint,
    said_at text,
    quantity_low bigint,
    quantity_high bigint,
    quantity_unit text,
    quantity_verbatim text,
    quantity_of bigint,
    outcome text,
    holder text,
    against_interest integer NOT NULL,
    reader text NOT NULL,
    rule text,
    confidence double precision NOT NULL,
    note text,
    external_id text,
    CONSTRAINT against_interest_yes_or_no CHECK ((against_interest = ANY (ARRAY[0, 1]))),
    CONSTRAINT confidence_bounded CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT kind_known CHECK ((kind = ANY (ARRAY['control_change'::text, 'control_status'::text, 'control_tally'::text, 'clash_or_attack'::text, 'casualties'::text, 'retreat_or_flight'::text, 'displacement'::text, 'surrender_or_detention'::text, 'territory_denial_or_dispute'::text, 'accusation'::text, 'responsibility'::text, 'withdrawal'::text, 'commitment'::text, 'other'::text]))),
    CONSTRAINT outcome_known CHECK ((outcome = ANY (ARRAY['takes'::text, 'retakes'::text, 'holds'::text, 'loses'::text, 'contests'::text, 'repels'::text, 'surrenders-without-fight'::text]))),
    CONSTRAINT place_level_known CHECK ((place_level = ANY (ARRAY['district'::text, 'district_centre'::text, 'city'::text, 'provincial_capital'::text, 'province'::text, 'country'::text, 'base'::text, 'border_crossing'::text, 'other'::text]))),
    CONSTRAINT quantity_ordered CHECK ((quantity_low <= quantity_high)),
    CONSTRAINT quantity_whole CHECK (((quantity_verbatim IS NOT NULL) OR ((quantity_low IS NULL) AND (quantity_high IS NULL) AND (quantity_unit IS NULL) AND (quantity_of IS NULL)))),
    CONSTRAINT quote_has_span CHECK ((((quote IS NULL) = (span_start IS NULL)) AND ((quote IS NULL) = (span_end IS NULL)))),
    CONSTRAINT quote_or_statement CHECK (((quote IS NULL) <> (statement IS NULL))),
    CONSTRAINT span_ordered CHECK (((span_start >= 0) AND (span_end > span_start))),
    CONSTRAINT speaker_named CHECK (((speaker_name IS NOT NULL) OR ((speaker_role IS NULL) AND (speaker_party IS NULL)))),
    CONSTRAINT speaker_side_known CHECK ((speaker_side = ANY (ARRAY['government'::text, 'insurgent'::text, 'neighbouring_state'::text, 'foreign_state'::text, 'international_org'::text, 'civilian'::text, 'media'::text, 'unknown'::text]))),
    CONSTRAINT speaker_whole CHECK (((speaker_name IS NULL) = (speaker_side IS NULL))),
    CONSTRAINT stance_known CHECK ((stance = ANY (ARRAY['asserts'::text, 'denies'::text, 'disputes'::text, 'accuses'::text, 'reports_unverified'::text]))),
    CONSTRAINT valid_by_event CHECK (((event IS NOT NULL) OR ((valid_from IS NULL) AND (valid_to IS NULL)))),
    CONSTRAINT valid_ordered CHECK ((valid_from < valid_to))
);

CREATE TABLE entries (
    seq bigint NOT NULL,
    type text NOT NULL,
    row_id text NOT NULL,
    recorded_at bigint NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT hashes_whole CHECK (((length(prev) = 64) AND (length(hash) = 64))),
    CONSTRAINT seq_from_one CHECK ((seq >= 1))
);

CREATE TABLE families (
    seq bigint NOT NULL,
    id text NOT NULL,
    report_id text NOT NULL,
    family text,
    reason text NOT NULL,
    method text NOT NULL,
    after text
);

CREATE TABLE readers (
    seq bigint NOT NULL,
    id text NOT NULL,
    program text NOT NULL
);

CREATE TABLE readings (
    seq bigint NOT NULL,
    id text NOT NULL,
    report_id text NOT NULL,
    reader text NOT NULL
);

CREATE TABLE reports (
    seq bigint NOT NULL,
    id text NOT NULL,
    text text NOT NULL,
    outlet text,
    url text,
    title text,
    published text,
    known_from bigint,
    theatre text NOT NULL,
    external_id text,
    wire_family text,
    raw_sha256 text,
    language text,
    CONSTRAINT known_when_published CHECK (((published IS NULL) = (known_from IS NULL)))
);

CREATE TABLE rulings (
    seq bigint NOT NULL,
    id text NOT NULL,
    claim_id text NOT NULL,
    decision text NOT NULL,
    other_claim_id text,
    reviewer text NOT NULL,
    reason text,
    after text,
    CONSTRAINT decision_known CHECK ((decision = ANY (ARRAY['accept'::text, 'amend'::text, 'reject'::text, 'duplicate'::text]))),
    CONSTRAINT other_claim_is_other CHECK ((other_claim_id <> claim_id)),
    CONSTRAINT other_claim_where_needed CHECK (((decision = ANY (ARRAY['amend'::text, 'duplicate'::text])) = (other_claim_id IS NOT NULL)))
);

CREATE TABLE schemas (
    seq bigint NOT NULL,
    id text NOT NULL,
    program text NOT NULL
);

CREATE TABLE supersessions (
    seq bigint NOT NULL,
    id text NOT NULL,
    row_type text NOT NULL,
    old_id text NOT NULL,
    new_id text,
    reason text NOT NULL,
    CONSTRAINT new_is_other CHECK ((new_id <> old_id)),
    CONSTRAINT row_type_known CHECK ((row_type = ANY (ARRAY['report'::text, 'claim'::text, 'tally'::text])))
);

CREATE TABLE tallies (
    seq bigint NOT NULL,
    id text NOT NULL,
    claimant text NOT NULL,
    publisher text,
    url text,
    report_id text,
    claim_id text,
    scope text NOT NULL,
    scope_id text,
    as_of text,
    published text,
    known_from bigint,
    unit text NOT NULL,
    denominator text,
    holder text NOT NULL,
    low double precision,
    high double precision,
    stock_or_flow text NOT NULL,
    baseline text,
    words text,
    note text,
    external_id text,
    CONSTRAINT bounds_ordered CHECK ((low <= high)),
    CONSTRAINT known_when_published CHECK (((published IS NULL) = (known_from IS NULL))),
    CONSTRAINT stock_or_flow_known CHECK ((stock_or_flow = ANY (ARRAY['stock'::text, 'flow'::text])))
);

INSERT INTO alembic_version VALUES ('0002');

INSERT INTO blobs VALUES ('fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f', '\x74686520726177206279746573');

INSERT INTO cache_timeline VALUES ('control_change', 'AF2704', 1625270400000000, 1625443200000000, 4);
INSERT INTO cache_timeline VALUES ('control_change', 'AF2704', 1625270400000000, 1625443200000000, 5);
INSERT INTO cache_timeline VALUES ('control_change', 'AF2704', 1795348800000000, 1795348800000000, 11);

INSERT INTO claim_places VALUES (4, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (4, 1, 'Kandahar', NULL, NULL);
INSERT INTO claim_places VALUES (5, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (5, 1, 'Kandahar', NULL, NULL);
INSERT INTO claim_places VALUES (11, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (11, 1, 'Kandahar', NULL, NULL);

INSERT INTO claims VALUES (4, '52ee1c486192077f355312b54246714c', 'af3d610b04362e891e196091a19aa418', 'control_change', 'asserts', 'Panjwai fell', 0, 12, NULL, 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'rules/1', NULL, 0.9, NULL, NULL);
INSERT INTO claims VALUES (5, 'df194733fad2d8e3f039370161eb419f', 'af3d610b04362e891e196091a19aa418', 'control_change', 'asserts', 'The ministry denies it', 59, 81, NULL, 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'rules/1', NULL, 0.9, NULL, NULL);
INSERT INTO claims VALUES (11, '4b66c679203bd076dbb5b4ed0761844d', '2fc5e7a5cc6cff03d253fde6321182fb', 'control_change', 'asserts', NULL, NULL, NULL, 'A coder''s words.', 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', NULL, NULL, NULL, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'coded/1', NULL, 0.9, NULL, NULL);

INSERT INTO entries VALUES (1, 'schema', '2', 1795348800000000, '0000000000000000000000000000000000000000000000000000000000000000', '30cbb1458316b7fdf246541d480626b0b1b77282a930d1a7b8adbfce326b50ce');
INSERT INTO entries VALUES (2, 'report', 'af3d610b04362e891e196091a19aa418', 1795348800000000, '30cbb1458316b7fdf246541d480626b0b1b77282a930d1a7b8adbfce326b50ce', 'e714c758598edc6bf9c1e989a0ce14021c17d5c292c14e893b0e898f0f872a9e');
INSERT INTO entries VALUES (3, 'reader', 'rules/1', 1795348800000000, 'e714c758598edc6bf9c1e989a0ce14021c17d5c292c14e893b0e898f0f872a9e', '77662854e7589845a52b60d65e56c3cc583c48114478007a10208bcce1b0d912');
INSERT INTO entries VALUES (4, 'claim', '52ee1c486192077f355312b54246714c', 1795348800000000, '77662854e7589845a52b60d65e56c3cc583c48114478007a10208bcce1b0d912', '166352e0919253564e51183bd3d0cacf3ac0f21f63a1987081c025ecc616a929');
INSERT INTO entries VALUES (5, 'claim', 'df194733fad2d8e3f039370161eb419f', 1795348800000000, '166352e0919253564e51183bd3d0cacf3ac0f21f63a1987081c025ecc616a929', 'c780778610208e0bcbdd8dc630f8d7e8b6a027bda914099fadb7c87117e080be');
INSERT INTO entries VALUES (6, 'tally', '37688d47adb6e48028fa6152fa0be768', 1795348800000000, 'c780778610208e0bcbdd8dc630f8d7e8b6a027bda914099fadb7c87117e080be', 'ccecf76e235b0a89b926f894466e48fdefc3c31e70f2dfc4777860ea097b309a');
INSERT INTO entries VALUES (7, 'reader', 'r/1', 1795348800000000, 'ccecf76e235b0a89b926f894466e48fdefc3c31e70f2dfc4777860ea097b309a', '8f7cadcede2c07fd238ddfaedad0cf46dc5337c3e7abb2042f925f28e34d6b49');
INSERT INTO entries VALUES (8, 'reading', '5fb9b3cbdfccb7402a9151008bb1f726', 1795348800000000, '8f7cadcede2c07fd238ddfaedad0cf46dc5337c3e7abb2042f925f28e34d6b49', 'b0f58b7cacd8a3a1e4bb53f67490bf0be1ae4b1c250f17bbbae29e28f36125dd');
INSERT INTO entries VALUES (9, 'report', '2fc5e7a5cc6cff03d253fde6321182fb', 1795348800000000, 'b0f58b7cacd8a3a1e4bb53f67490bf0be1ae4b1c250f17bbbae29e28f36125dd', 'e85869beaf92fb6760fe6883e3f8271a3e0293680f30e36d48a4882b68ef8d29');
INSERT INTO entries VALUES (10, 'reader', 'coded/1', 1795348800000000, 'e85869beaf92fb6760fe6883e3f8271a3e0293680f30e36d48a4882b68ef8d29', '85697b1639af0e016fac2fcaa1152eafec1939ebb1784bc6ec867e6104330766');
INSERT INTO entries VALUES (11, 'claim', '4b66c679203bd076dbb5b4ed0761844d', 1795348800000000, '85697b1639af0e016fac2fcaa1152eafec1939ebb1784bc6ec867e6104330766', '50eee5c5e3f9e88ccd4f2fb387a8d60d26b807e704e230d44f2830d8f0024a18');
INSERT INTO entries VALUES (12, 'tally', 'dd7e0b51ca2d2a445cd217f9199bd4ef', 1795348800000000, '50eee5c5e3f9e88ccd4f2fb387a8d60d26b807e704e230d44f2830d8f0024a18', '03178ca3e92cdc8d3d6eaa236cdb3f9f8fdf5deb39d078319862b819214f94f0');
INSERT INTO entries VALUES (13, 'ruling', 'beedd72d9acd05077caf4c557734920f', 1795348800000000, '03178ca3e92cdc8d3d6eaa236cdb3f9f8fdf5deb39d078319862b819214f94f0', '12a2f22eb22586b7d5b11d86127f76825bec072d95dc88035d01f1526e66a123');
INSERT INTO entries VALUES (14, 'ruling', '6ebfa9e43a12d6e9ce2885ec56ca6c8f', 1795348800000000, '12a2f22eb22586b7d5b11d86127f76825bec072d95dc88035d01f1526e66a123', '8b31d1a2083d97269da6378311e712adac1b5ba846156e6908c696720201518c');
INSERT INTO entries VALUES (15, 'supersession', 'a467d1fe0b37fc8b3b7adfd8ceabb9b6', 1795348800000000, '8b31d1a2083d97269da6378311e712adac1b5ba846156e6908c696720201518c', '9729e06147f6fded3ec4c30ed1f97f09723d45d3523314bbca4a61429e5e9bdc');
INSERT INTO entries VALUES (16, 'family', 'd7a16554bba3e886fa14d58d17470a75', 1795348800000000, '9729e06147f6fded3ec4c30ed1f97f09723d45d3523314bbca4a61429e5e9bdc', 'c60141a6922d5247d058909faa1074990a434a5ca30b7d28aaa8d8f25dedf153');
INSERT INTO entries VALUES (17, 'family', 'b89c96d741b6ded701553be4fe0376a2', 1795348800000000, 'c60141a6922d5247d058909faa1074990a434a5ca30b7d28aaa8d8f25dedf153', '879c43a7cac9a0b7c95b4a15ca19bcda014887399cd6eb8b8e48d405d997a91c');

INSERT INTO families VALUES (16, 'd7a16554bba3e886fa14d58d17470a75', 'af3d610b04362e891e196091a19aa418', 'wire-1', 'agency credit', 'given/1', NULL);
INSERT INTO families VALUES (17, 'b89c96d741b6ded701553be4fe0376a2', 'af3d610b04362e891e196091a19aa418', NULL, 'agency credit', 'given/1', 'd7a16554bba3e886fa14d58d17470a75');

INSERT INTO readers VALUES (3, 'rules/1', '0.1.0');
INSERT INTO readers VALUES (7, 'r/1', '0.1.0');
INSERT INTO readers VALUES (10, 'coded/1', '0.1.0');

INSERT INTO readings VALUES (8, '5fb9b3cbdfccb7402a9151008bb1f726', 'af3d610b04362e891e196091a19aa418', 'r/1');

INSERT INTO reports VALUES (2, 'af3d610b04362e891e196091a19aa418', 'Panjwai fell on Sunday, its governor Hasti Mohammad said.

The ministry denies it. 224 were killed.', 'Example Wire', 'https://example.org/1', NULL, '2021-07-04', 1625443200000000, 'afghanistan', NULL, NULL, 'fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f', NULL);
INSERT INTO reports VALUES (9, '2fc5e7a5cc6cff03d253fde6321182fb', 'A second report.', 'Example Wire', 'https://example.org/1', NULL, NULL, NULL, 'afghanistan', '2', NULL, NULL, NULL);

INSERT INTO rulings VALUES (13, 'beedd72d9acd05077caf4c557734920f', '52ee1c486192077f355312b54246714c', 'accept', NULL, 'R. Viewer', NULL, NULL);
INSERT INTO rulings VALUES (14, '6ebfa9e43a12d6e9ce2885ec56ca6c8f', '52ee1c486192077f355312b54246714c', 'reject', NULL, 'R. Viewer', 'a slip', 'beedd72d9acd05077caf4c557734920f');

INSERT INTO schemas VALUES (1, '2', '0.1.0');

INSERT INTO supersessions VALUES (15, 'a467d1fe0b37fc8b3b7adfd8ceabb9b6', 'claim', 'df194733fad2d8e3f039370161eb419f', NULL, 'withdrawn');

INSERT INTO tallies VALUES (6, '37688d47adb6e48028fa6152fa0be768', 'Taliban', NULL, NULL, 'af3d610b04362e891e196091a19aa418', '52ee1c486192077f355312b54246714c', 'Afghanistan', NULL, '2021-07', '2021-07-04', 1625443200000000, 'district', '~400', 'taliban', 101, NULL, 'stock', NULL, NULL, 'as printed', NULL);
INSERT INTO tallies VALUES (12, 'dd7e0b51ca2d2a445cd217f9199bd4ef', 'Taliban', NULL, NULL, NULL, NULL, 'Afghanistan', NULL, '2021-07', '2021-07-04', 1625443200000000, 'district', '~400', 'taliban', 5.5, 9.5, 'stock', NULL, NULL, NULL, NULL);

ALTER TABLE ONLY alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY (sha256);

ALTER TABLE ONLY cache_timeline
    ADD CONSTRAINT cache_timeline_pkey PRIMARY KEY (kind, place, since, known_from, claim_seq);

ALTER TABLE ONLY claim_places
    ADD CONSTRAINT claim_places_pkey PRIMARY KEY (claim_seq, "position");

ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_id_key UNIQUE (id);

ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY entries
    ADD CONSTRAINT entered_once UNIQUE (type, row_id);

ALTER TABLE ONLY entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY families
    ADD CONSTRAINT families_after_key UNIQUE (after);

ALTER TABLE ONLY families
    ADD CONSTRAINT families_id_key UNIQUE (id);

ALTER TABLE ONLY families
    ADD CONSTRAINT families_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY readings
    ADD CONSTRAINT read_once UNIQUE (report_id, reader);

ALTER TABLE ONLY readers
    ADD CONSTRAINT readers_id_key UNIQUE (id);

ALTER TABLE ONLY readers
    ADD CONSTRAINT readers_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY readings
    ADD CONSTRAINT readings_id_key UNIQUE (id);

ALTER TABLE ONLY readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY reports
    ADD CONSTRAINT reports_id_key UNIQUE (id);

ALTER TABLE ONLY reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_after_key UNIQUE (after);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_id_key UNIQUE (id);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY schemas
    ADD CONSTRAINT schemas_id_key UNIQUE (id);

ALTER TABLE ONLY schemas
    ADD CONSTRAINT schemas_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY supersessions
    ADD CONSTRAINT superseded_once UNIQUE (row_type, old_id);

ALTER TABLE ONLY supersessions
    ADD CONSTRAINT supersessions_id_key UNIQUE (id);

ALTER TABLE ONLY supersessions
    ADD CONSTRAINT supersessions_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_id_key UNIQUE (id);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_pkey PRIMARY KEY (seq);

CREATE INDEX cache_search ON claims USING gin (to_tsvector('simple'::regconfig, COALESCE(quote, statement)));

CREATE INDEX cache_timeline_newest ON cache_timeline USING btree (place, known_from, claim_seq);

CREATE INDEX claim_places_by_place ON claim_places USING btree (place, claim_seq);

CREATE INDEX claims_by_report ON claims USING btree (report_id);

CREATE INDEX families_by_report ON families USING btree (report_id, seq);

CREATE INDEX rulings_by_claim ON rulings USING btree (claim_id, seq);

CREATE TRIGGER blobs_refuse_change BEFORE DELETE OR UPDATE ON blobs FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER blobs_refuse_truncate BEFORE TRUNCATE ON blobs FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER cache_timeline_fill AFTER INSERT ON claim_places FOR EACH ROW WHEN ((new.place IS NOT NULL)) EXECUTE FUNCTION contested_fill_timeline();

CREATE TRIGGER claim_places_refuse_change BEFORE DELETE OR UPDATE ON claim_places FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER claim_places_refuse_truncate BEFORE TRUNCATE ON claim_places FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER claims_quote_in_report BEFORE INSERT ON claims FOR EACH ROW EXECUTE FUNCTION contested_quote_in_report();

CREATE TRIGGER claims_refuse_change BEFORE DELETE OR UPDATE ON claims FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER claims_refuse_truncate BEFORE TRUNCATE ON claims FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER entries_in_order BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION contested_in_order();

CREATE TRIGGER entries_refuse_change BEFORE DELETE OR UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER entries_refuse_truncate BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER families_refuse_change BEFORE DELETE OR UPDATE ON families FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER families_refuse_truncate BEFORE TRUNCATE ON families FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER readers_refuse_change BEFORE DELETE OR UPDATE ON readers FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER readers_refuse_truncate BEFORE TRUNCATE ON readers FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER readings_refuse_change BEFORE DELETE OR UPDATE ON readings FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER readings_refuse_truncate BEFORE TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER reports_refuse_change BEFORE DELETE OR UPDATE ON reports FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER reports_refuse_truncate BEFORE TRUNCATE ON reports FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER rulings_refuse_change BEFORE DELETE OR UPDATE ON rulings FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER rulings_refuse_truncate BEFORE TRUNCATE ON rulings FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER schemas_refuse_change BEFORE DELETE OR UPDATE ON schemas FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER schemas_refuse_truncate BEFORE TRUNCATE ON schemas FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER supersessions_refuse_change BEFORE DELETE OR UPDATE ON supersessions FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER supersessions_refuse_truncate BEFORE TRUNCATE ON supersessions FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER tallies_refuse_change BEFORE DELETE OR UPDATE ON tallies FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER tallies_refuse_truncate BEFORE TRUNCATE ON tallies FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

ALTER TABLE ONLY claim_places
    ADD CONSTRAINT claim_places_claim_seq_fkey FOREIGN KEY (claim_seq) REFERENCES claims(seq);

ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_report_id_fkey FOREIGN KEY (report_id) REFERENCES reports(id);

ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY families
    ADD CONSTRAINT families_after_fkey FOREIGN KEY (after) REFERENCES families(id);

ALTER TABLE ONLY families
    ADD CONSTRAINT families_report_id_fkey FOREIGN KEY (report_id) REFERENCES reports(id);

ALTER TABLE ONLY families
    ADD CONSTRAINT families_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY readers
    ADD CONSTRAINT readers_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY readings
    ADD CONSTRAINT readings_report_id_fkey FOREIGN KEY (report_id) REFERENCES reports(id);

ALTER TABLE ONLY readings
    ADD CONSTRAINT readings_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY reports
    ADD CONSTRAINT reports_raw_sha256_fkey FOREIGN KEY (raw_sha256) REFERENCES blobs(sha256);

ALTER TABLE ONLY reports
    ADD CONSTRAINT reports_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_after_fkey FOREIGN KEY (after) REFERENCES rulings(id);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims(id);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_other_claim_id_fkey FOREIGN KEY (other_claim_id) REFERENCES claims(id);

ALTER TABLE ONLY rulings
    ADD CONSTRAINT rulings_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY schemas
    ADD CONSTRAINT schemas_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY supersessions
    ADD CONSTRAINT supersessions_row_type_new_id_fkey FOREIGN KEY (row_type, new_id) REFERENCES entries(type, row_id);

ALTER TABLE ONLY supersessions
    ADD CONSTRAINT supersessions_row_type_old_id_fkey FOREIGN KEY (row_type, old_id) REFERENCES entries(type, row_id);

ALTER TABLE ONLY supersessions
    ADD CONSTRAINT supersessions_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims(id);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_report_id_fkey FOREIGN KEY (report_id) REFERENCES reports(id);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

