CREATE FUNCTION contested_fill_derived() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO cache_timeline (place, since, known_from, claim_seq) SELECT p.place, coalesce(c.valid_from, coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq))), coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq)), p.claim_seq FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.seq = c.report_seq
WHERE p.place IS NOT NULL AND c.kind IN ('control_change', 'control_status') AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING; INSERT INTO cache_newest (place, known_from, claim_seq) SELECT p.place, coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq)), p.claim_seq FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.seq = c.report_seq
WHERE p.place IS NOT NULL AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING; RETURN NULL; END $$;

CREATE FUNCTION contested_in_order() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE last record;
BEGIN
  SELECT seq, recorded_at INTO last FROM entries ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1
     OR NEW.recorded_at < coalesce(last.recorded_at, NEW.recorded_at) THEN
    RAISE EXCEPTION 'ledger.out-of-order';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION contested_names_rows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF ((SELECT count(*) FROM reports WHERE NEW.row_type = 'report' AND id IN (NEW.old_id, NEW.new_id))
  + (SELECT count(*) FROM claims WHERE NEW.row_type = 'claim' AND id IN (NEW.old_id, NEW.new_id))
  + (SELECT count(*) FROM tallies WHERE NEW.row_type = 'tally' AND id IN (NEW.old_id, NEW.new_id))
  < CASE WHEN NEW.new_id IS NULL THEN 1 ELSE 2 END) THEN
    RAISE EXCEPTION 'ledger.missing-row: what is superseded is not there';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION contested_quote_in_report() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.quote IS NOT NULL AND NEW.quote IS DISTINCT FROM substr(
      (SELECT text FROM reports WHERE seq = NEW.report_seq),
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

CREATE TABLE cache_newest (
    place text NOT NULL,
    known_from bigint NOT NULL,
    claim_seq bigint NOT NULL
);

CREATE TABLE cache_timeline (
    place text NOT NULL,
    since bigint NOT NULL,
    known_from bigint NOT NULL,
    claim_seq bigint NOT NULL
);

CREATE TABLE cache_words (
    seq bigint NOT NULL,
    words tsvector NOT NULL
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
    report_seq bigint NOT NULL,
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
    recorded_at bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT hash_whole CHECK ((length(hash) = 64)),
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

INSERT INTO alembic_version VALUES ('0003');

INSERT INTO blobs VALUES ('fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f', '\x74686520726177206279746573');

INSERT INTO cache_newest VALUES ('AF2704', 1625443200000000, 4);
INSERT INTO cache_newest VALUES ('AF2704', 1625443200000000, 5);
INSERT INTO cache_newest VALUES ('AF2704', 1625443200000000, 11);

INSERT INTO cache_timeline VALUES ('AF2704', 1625270400000000, 1625443200000000, 4);
INSERT INTO cache_timeline VALUES ('AF2704', 1625270400000000, 1625443200000000, 5);
INSERT INTO cache_timeline VALUES ('AF2704', 1625270400000000, 1625443200000000, 11);

INSERT INTO cache_words VALUES (4, '''fell'':2 ''panjwai'':1');
INSERT INTO cache_words VALUES (5, '''denies'':3 ''it'':4 ''ministry'':2 ''the'':1');
INSERT INTO cache_words VALUES (11, '''a'':1 ''coder'':2 ''s'':3 ''words'':4');

INSERT INTO claim_places VALUES (4, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (4, 1, 'Kandahar', NULL, NULL);
INSERT INTO claim_places VALUES (5, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (5, 1, 'Kandahar', NULL, NULL);
INSERT INTO claim_places VALUES (11, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (11, 1, 'Kandahar', NULL, NULL);

INSERT INTO claims VALUES (4, '52ee1c486192077f355312b54246714c', 2, 'control_change', 'asserts', 'Panjwai fell', 0, 12, NULL, 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'rules/1', NULL, 0.9, NULL, NULL);
INSERT INTO claims VALUES (5, 'df194733fad2d8e3f039370161eb419f', 2, 'control_change', 'asserts', 'The ministry denies it', 59, 81, NULL, 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'rules/1', NULL, 0.9, NULL, NULL);
INSERT INTO claims VALUES (11, '1547342171fc9c77d5cdf56573f9e14c', 9, 'control_change', 'asserts', NULL, NULL, NULL, 'A coder''s words.', 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'coded/1', NULL, 0.9, NULL, NULL);

INSERT INTO entries VALUES (1, 'schema', 1795397072030853, 'c03b9950423b7c9b44c77c9c8efb20ad8fa6967629a1c16c3841cc8b38861d3c');
INSERT INTO entries VALUES (2, 'report', 1795397072055675, '4833e356e4b515d514b7d566fe0cc2fc09b155ccb5058618f60da8ca641cf469');
INSERT INTO entries VALUES (3, 'reader', 1795397072055675, 'bd298d33195ca629adde383bf26a4e966d8688bef8f6be2125817e3f402492cd');
INSERT INTO entries VALUES (4, 'claim', 1795397072055675, '740953eb2b271197ecb241e702cb93e9bd141181f522843e974be9ac50ab49c5');
INSERT INTO entries VALUES (5, 'claim', 1795397072055675, '29afca14018e8c36a48ba6275e601f4ca30df2ada74fac9b7d9edc40af1330a9');
INSERT INTO entries VALUES (6, 'tally', 1795397072055675, 'c8bcb862cba466467513d898102de7a8860261604b81277f13a2b365291f6e55');
INSERT INTO entries VALUES (7, 'reader', 1795397072055675, '823c118564af44ecfc28fb48b61a0a403926da09590742bc32252200e0a84f45');
INSERT INTO entries VALUES (8, 'reading', 1795397072055675, 'cfd04640a9a80ec34a7989c1e422fedd551f25da611c9a974822f7b359affc30');
INSERT INTO entries VALUES (9, 'report', 1795397072086647, '6c99d35df1268beada8b4bc8c0a74b01b4243945e9c81dfe29398d973ad053ab');
INSERT INTO entries VALUES (10, 'reader', 1795397072086647, '23e7a261c249f7bf3ff5a6093a5fdbf8d9f71f64dacdddd5c5085925ef28a5c5');
INSERT INTO entries VALUES (11, 'claim', 1795397072086647, 'e72d4d295035eea9d3e1051e229c067154c576778b3e162cf4a7547715ede8e7');
INSERT INTO entries VALUES (12, 'tally', 1795397072102573, 'eec592f97cdb6837fdccd0103d7afe6ee2fe4c2d07ca14754d0bf640d0848d51');
INSERT INTO entries VALUES (13, 'ruling', 1795397072111353, '0b3fa9d93859fc76f97baae6fc97115e71066f06bd65815791d0a173f55c8c36');
INSERT INTO entries VALUES (14, 'ruling', 1795397072127076, '95561573d56d6eb99a79eac87fce354a0a2e581b53630d3281d8f04beab8099a');
INSERT INTO entries VALUES (15, 'supersession', 1795397072135113, '27ad0af8e3894b4255434ec316ed6226864b702c41ccd4fc7794558a506d2133');
INSERT INTO entries VALUES (16, 'family', 1795397072147368, '53e32782acc7835c5bb0a8982abcd845e3c01b16fc63ab7eedc2dcb5dc135a51');
INSERT INTO entries VALUES (17, 'family', 1795397072163066, '34acafeefdefd2bc3c58ce33b7d09076fb328ef6db297dba6a12e82de841407b');

INSERT INTO families VALUES (16, 'd7a16554bba3e886fa14d58d17470a75', 'af3d610b04362e891e196091a19aa418', 'wire-1', 'agency credit', 'given/1', NULL);
INSERT INTO families VALUES (17, 'b89c96d741b6ded701553be4fe0376a2', 'af3d610b04362e891e196091a19aa418', NULL, 'agency credit', 'given/1', 'd7a16554bba3e886fa14d58d17470a75');

INSERT INTO readers VALUES (3, 'rules/1', '0.1.0');
INSERT INTO readers VALUES (7, 'r/1', '0.1.0');
INSERT INTO readers VALUES (10, 'coded/1', '0.1.0');

INSERT INTO readings VALUES (8, '5fb9b3cbdfccb7402a9151008bb1f726', 'af3d610b04362e891e196091a19aa418', 'r/1');

INSERT INTO reports VALUES (2, 'af3d610b04362e891e196091a19aa418', 'Panjwai fell on Sunday, its governor Hasti Mohammad said.

The ministry denies it. 224 were killed.', 'Example Wire', 'https://example.org/1', NULL, '2021-07-04', 1625443200000000, 'afghanistan', NULL, NULL, 'fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f', NULL);
INSERT INTO reports VALUES (9, 'ddbf9704efec88afc445b6d17a6f118d', 'A second report.', 'Example Wire', 'https://example.org/1', NULL, '2021-07-04', 1625443200000000, 'afghanistan', '2', NULL, NULL, NULL);

INSERT INTO rulings VALUES (13, 'beedd72d9acd05077caf4c557734920f', '52ee1c486192077f355312b54246714c', 'accept', NULL, 'R. Viewer', NULL, NULL);
INSERT INTO rulings VALUES (14, '6ebfa9e43a12d6e9ce2885ec56ca6c8f', '52ee1c486192077f355312b54246714c', 'reject', NULL, 'R. Viewer', 'a slip', 'beedd72d9acd05077caf4c557734920f');

INSERT INTO schemas VALUES (1, '3', '0.1.0');

INSERT INTO supersessions VALUES (15, 'a467d1fe0b37fc8b3b7adfd8ceabb9b6', 'claim', 'df194733fad2d8e3f039370161eb419f', NULL, 'withdrawn');

INSERT INTO tallies VALUES (6, '37688d47adb6e48028fa6152fa0be768', 'Taliban', NULL, NULL, 'af3d610b04362e891e196091a19aa418', '52ee1c486192077f355312b54246714c', 'Afghanistan', NULL, '2021-07', '2021-07-04', 1625443200000000, 'district', '~400', 'taliban', 101, NULL, 'stock', NULL, NULL, 'as printed', NULL);
INSERT INTO tallies VALUES (12, 'dd7e0b51ca2d2a445cd217f9199bd4ef', 'Taliban', NULL, NULL, NULL, NULL, 'Afghanistan', NULL, '2021-07', '2021-07-04', 1625443200000000, 'district', '~400', 'taliban', 5.5, 9.5, 'stock', NULL, NULL, NULL, NULL);

ALTER TABLE ONLY alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY (sha256);

ALTER TABLE ONLY cache_newest
    ADD CONSTRAINT cache_newest_pkey PRIMARY KEY (place, known_from, claim_seq);

ALTER TABLE ONLY cache_timeline
    ADD CONSTRAINT cache_timeline_pkey PRIMARY KEY (place, since, known_from, claim_seq);

ALTER TABLE ONLY cache_words
    ADD CONSTRAINT cache_words_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY claim_places
    ADD CONSTRAINT claim_places_pkey PRIMARY KEY (claim_seq, "position");

ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (seq);

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

CREATE INDEX cache_words_found ON cache_words USING gin (words);

CREATE UNIQUE INDEX claims_by_id ON claims USING btree (id);

CREATE INDEX claims_by_report ON claims USING btree (report_seq);

CREATE INDEX families_by_report ON families USING btree (report_id, seq);

CREATE INDEX rulings_by_claim ON rulings USING btree (claim_id, seq);

CREATE TRIGGER blobs_refuse_change BEFORE DELETE OR UPDATE ON blobs FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER blobs_refuse_truncate BEFORE TRUNCATE ON blobs FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER cache_fill AFTER INSERT ON claim_places FOR EACH ROW WHEN ((new.place IS NOT NULL)) EXECUTE FUNCTION contested_fill_derived();

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

CREATE TRIGGER supersessions_name_rows BEFORE INSERT ON supersessions FOR EACH ROW EXECUTE FUNCTION contested_names_rows();

CREATE TRIGGER supersessions_refuse_change BEFORE DELETE OR UPDATE ON supersessions FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER supersessions_refuse_truncate BEFORE TRUNCATE ON supersessions FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER tallies_refuse_change BEFORE DELETE OR UPDATE ON tallies FOR EACH ROW EXECUTE FUNCTION contested_refuse_change();

CREATE TRIGGER tallies_refuse_truncate BEFORE TRUNCATE ON tallies FOR EACH STATEMENT EXECUTE FUNCTION contested_refuse_change();

ALTER TABLE ONLY claim_places
    ADD CONSTRAINT claim_places_claim_seq_fkey FOREIGN KEY (claim_seq) REFERENCES claims(seq);

ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_report_seq_fkey FOREIGN KEY (report_seq) REFERENCES reports(seq);

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
    ADD CONSTRAINT supersessions_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_claim_id_fkey FOREIGN KEY (claim_id) REFERENCES claims(id);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_report_id_fkey FOREIGN KEY (report_id) REFERENCES reports(id);

ALTER TABLE ONLY tallies
    ADD CONSTRAINT tallies_seq_fkey FOREIGN KEY (seq) REFERENCES entries(seq);
