BEGIN TRANSACTION;
CREATE TABLE entries (
	seq INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	recorded_at INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	CONSTRAINT seq_from_one CHECK (seq >= 1), 
	CONSTRAINT hash_whole CHECK (length(hash) = 64)
)
 STRICT

;
CREATE TABLE blobs (
	sha256 TEXT NOT NULL, 
	bytes BLOB NOT NULL, 
	PRIMARY KEY (sha256), 
	CONSTRAINT sha256_whole CHECK (length(sha256) = 64)
)
 STRICT

;
CREATE TABLE schemas (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	program TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id)
)
 STRICT

;
CREATE TABLE reports (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	outlet TEXT, 
	url TEXT, 
	title TEXT, 
	published TEXT, 
	known_from INTEGER, 
	theatre TEXT NOT NULL, 
	external_id TEXT, 
	wire_family TEXT, 
	raw_sha256 TEXT, 
	language TEXT, 
	PRIMARY KEY (seq), 
	CONSTRAINT known_when_published CHECK ((published IS NULL) = (known_from IS NULL)), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id), 
	FOREIGN KEY(raw_sha256) REFERENCES blobs (sha256)
)
 STRICT

;
CREATE TABLE readers (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	program TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id)
)
 STRICT

;
CREATE TABLE supersessions (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	row_type TEXT NOT NULL, 
	old_id TEXT NOT NULL, 
	new_id TEXT, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	CONSTRAINT row_type_known CHECK (row_type IN ('report', 'claim', 'tally')), 
	CONSTRAINT new_is_other CHECK (new_id <> old_id), 
	CONSTRAINT superseded_once UNIQUE (row_type, old_id), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id)
)
 STRICT

;
CREATE TABLE claims (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	report_seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	stance TEXT NOT NULL, 
	quote TEXT, 
	span_start INTEGER, 
	span_end INTEGER, 
	statement TEXT, 
	speaker_name TEXT, 
	speaker_role TEXT, 
	speaker_party TEXT, 
	speaker_side TEXT, 
	via TEXT, 
	cue TEXT, 
	actor TEXT, 
	target TEXT, 
	actor_party TEXT, 
	target_party TEXT, 
	place_level TEXT, 
	event TEXT, 
	valid_from INTEGER, 
	valid_to INTEGER, 
	said_at TEXT, 
	quantity_low INTEGER, 
	quantity_high INTEGER, 
	quantity_unit TEXT, 
	quantity_verbatim TEXT, 
	quantity_of INTEGER, 
	outcome TEXT, 
	holder TEXT, 
	against_interest INTEGER NOT NULL, 
	reader TEXT NOT NULL, 
	rule TEXT, 
	confidence REAL NOT NULL, 
	note TEXT, 
	external_id TEXT, 
	PRIMARY KEY (seq), 
	CONSTRAINT kind_known CHECK (kind IN ('control_change', 'control_status', 'control_tally', 'clash_or_attack', 'casualties', 'retreat_or_flight', 'displacement', 'surrender_or_detention', 'territory_denial_or_dispute', 'accusation', 'responsibility', 'withdrawal', 'commitment', 'other')), 
	CONSTRAINT stance_known CHECK (stance IN ('asserts', 'denies', 'disputes', 'accuses', 'reports_unverified')), 
	CONSTRAINT speaker_side_known CHECK (speaker_side IN ('government', 'insurgent', 'neighbouring_state', 'foreign_state', 'international_org', 'civilian', 'media', 'unknown')), 
	CONSTRAINT place_level_known CHECK (place_level IN ('district', 'district_centre', 'city', 'provincial_capital', 'province', 'country', 'base', 'border_crossing', 'other')), 
	CONSTRAINT outcome_known CHECK (outcome IN ('takes', 'retakes', 'holds', 'loses', 'contests', 'repels', 'surrenders-without-fight')), 
	CONSTRAINT quote_or_statement CHECK ((quote IS NULL) <> (statement IS NULL)), 
	CONSTRAINT quote_has_span CHECK ((quote IS NULL) = (span_start IS NULL) AND (quote IS NULL) = (span_end IS NULL)), 
	CONSTRAINT span_ordered CHECK (span_start >= 0 AND span_end > span_start), 
	CONSTRAINT speaker_whole CHECK ((speaker_name IS NULL) = (speaker_side IS NULL)), 
	CONSTRAINT speaker_named CHECK (speaker_name IS NOT NULL OR (speaker_role IS NULL AND speaker_party IS NULL)), 
	CONSTRAINT valid_by_event CHECK (event IS NOT NULL OR (valid_from IS NULL AND valid_to IS NULL)), 
	CONSTRAINT valid_ordered CHECK (valid_from < valid_to), 
	CONSTRAINT quantity_ordered CHECK (quantity_low <= quantity_high), 
	CONSTRAINT quantity_whole CHECK (quantity_verbatim IS NOT NULL OR (quantity_low IS NULL AND quantity_high IS NULL AND quantity_unit IS NULL AND quantity_of IS NULL)), 
	CONSTRAINT against_interest_yes_or_no CHECK (against_interest IN (0, 1)), 
	CONSTRAINT confidence_bounded CHECK (confidence >= 0 AND confidence <= 1), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	FOREIGN KEY(report_seq) REFERENCES reports (seq)
)
 STRICT

;
CREATE TABLE readings (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	report_id TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	CONSTRAINT read_once UNIQUE (report_id, reader), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id), 
	FOREIGN KEY(report_id) REFERENCES reports (id)
)
 STRICT

;
CREATE TABLE families (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	report_id TEXT NOT NULL, 
	family TEXT, 
	reason TEXT NOT NULL, 
	method TEXT NOT NULL, 
	"after" TEXT, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id), 
	FOREIGN KEY(report_id) REFERENCES reports (id), 
	UNIQUE ("after"), 
	FOREIGN KEY("after") REFERENCES families (id)
)
 STRICT

;
CREATE TABLE claim_places (
	claim_seq INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	place TEXT, 
	level TEXT, 
	PRIMARY KEY (claim_seq, position), 
	CONSTRAINT level_known CHECK (level IN ('district', 'district_centre', 'city', 'provincial_capital', 'province', 'country', 'base', 'border_crossing', 'other')), 
	CONSTRAINT position_from_zero CHECK (position >= 0), 
	FOREIGN KEY(claim_seq) REFERENCES claims (seq)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE tallies (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	claimant TEXT NOT NULL, 
	publisher TEXT, 
	url TEXT, 
	report_id TEXT, 
	claim_id TEXT, 
	scope TEXT NOT NULL, 
	scope_id TEXT, 
	as_of TEXT, 
	published TEXT, 
	known_from INTEGER, 
	unit TEXT NOT NULL, 
	denominator TEXT, 
	holder TEXT NOT NULL, 
	low REAL, 
	high REAL, 
	stock_or_flow TEXT NOT NULL, 
	baseline TEXT, 
	words TEXT, 
	note TEXT, 
	external_id TEXT, 
	PRIMARY KEY (seq), 
	CONSTRAINT stock_or_flow_known CHECK (stock_or_flow IN ('stock', 'flow')), 
	CONSTRAINT bounds_ordered CHECK (low <= high), 
	CONSTRAINT known_when_published CHECK ((published IS NULL) = (known_from IS NULL)), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id), 
	FOREIGN KEY(report_id) REFERENCES reports (id), 
	FOREIGN KEY(claim_id) REFERENCES claims (id)
)
 STRICT

;
CREATE TABLE rulings (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	claim_id TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	other_claim_id TEXT, 
	reviewer TEXT NOT NULL, 
	reason TEXT, 
	"after" TEXT, 
	PRIMARY KEY (seq), 
	CONSTRAINT decision_known CHECK (decision IN ('accept', 'amend', 'reject', 'duplicate')), 
	CONSTRAINT other_claim_where_needed CHECK ((decision IN ('amend', 'duplicate')) = (other_claim_id IS NOT NULL)), 
	CONSTRAINT other_claim_is_other CHECK (other_claim_id <> claim_id), 
	FOREIGN KEY(seq) REFERENCES entries (seq), 
	UNIQUE (id), 
	FOREIGN KEY(claim_id) REFERENCES claims (id), 
	FOREIGN KEY(other_claim_id) REFERENCES claims (id), 
	UNIQUE ("after"), 
	FOREIGN KEY("after") REFERENCES rulings (id)
)
 STRICT

;
CREATE TABLE cache_timeline (
	place TEXT NOT NULL, 
	since INTEGER NOT NULL, 
	known_from INTEGER NOT NULL, 
	claim_seq INTEGER NOT NULL, 
	PRIMARY KEY (place, since, known_from, claim_seq)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE cache_newest (
	place TEXT NOT NULL, 
	known_from INTEGER NOT NULL, 
	claim_seq INTEGER NOT NULL, 
	PRIMARY KEY (place, known_from, claim_seq)
)
 WITHOUT ROWID,
 STRICT

;
CREATE VIRTUAL TABLE cache_search USING fts5(words, content='cache_words', content_rowid='seq', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
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
INSERT INTO blobs VALUES ('fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f', X'74686520726177206279746573');
INSERT INTO schemas VALUES (1, '3', '0.1.0');
INSERT INTO reports VALUES (2, 'af3d610b04362e891e196091a19aa418', 'Panjwai fell on Sunday, its governor Hasti Mohammad said.

The ministry denies it. 224 were killed.', 'Example Wire', 'https://example.org/1', NULL, '2021-07-04', 1625443200000000, 'afghanistan', NULL, NULL, 'fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f', NULL);
INSERT INTO reports VALUES (9, 'ddbf9704efec88afc445b6d17a6f118d', 'A second report.', 'Example Wire', 'https://example.org/1', NULL, '2021-07-04', 1625443200000000, 'afghanistan', '2', NULL, NULL, NULL);
INSERT INTO readers VALUES (3, 'rules/1', '0.1.0');
INSERT INTO readers VALUES (7, 'r/1', '0.1.0');
INSERT INTO readers VALUES (10, 'coded/1', '0.1.0');
INSERT INTO supersessions VALUES (15, 'a467d1fe0b37fc8b3b7adfd8ceabb9b6', 'claim', 'df194733fad2d8e3f039370161eb419f', NULL, 'withdrawn');
INSERT INTO claims VALUES (4, '52ee1c486192077f355312b54246714c', 2, 'control_change', 'asserts', 'Panjwai fell', 0, 12, NULL, 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'rules/1', NULL, 0.9, NULL, NULL);
INSERT INTO claims VALUES (5, 'df194733fad2d8e3f039370161eb419f', 2, 'control_change', 'asserts', 'The ministry denies it', 59, 81, NULL, 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'rules/1', NULL, 0.9, NULL, NULL);
INSERT INTO claims VALUES (11, '1547342171fc9c77d5cdf56573f9e14c', 9, 'control_change', 'asserts', NULL, NULL, NULL, 'A coder''s words.', 'Hasti Mohammad', 'governor', 'islamic-republic', 'government', NULL, NULL, NULL, NULL, NULL, NULL, 'district', '2021-07-03/2021-07-04', 1625270400000000, 1625443200000000, NULL, 224, NULL, 'killed', '224 were killed', 421, NULL, NULL, 1, 'coded/1', NULL, 0.9, NULL, NULL);
INSERT INTO readings VALUES (8, '5fb9b3cbdfccb7402a9151008bb1f726', 'af3d610b04362e891e196091a19aa418', 'r/1');
INSERT INTO families VALUES (16, 'd7a16554bba3e886fa14d58d17470a75', 'af3d610b04362e891e196091a19aa418', 'wire-1', 'agency credit', 'given/1', NULL);
INSERT INTO families VALUES (17, 'b89c96d741b6ded701553be4fe0376a2', 'af3d610b04362e891e196091a19aa418', NULL, 'agency credit', 'given/1', 'd7a16554bba3e886fa14d58d17470a75');
INSERT INTO claim_places VALUES (4, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (4, 1, 'Kandahar', NULL, NULL);
INSERT INTO claim_places VALUES (5, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (5, 1, 'Kandahar', NULL, NULL);
INSERT INTO claim_places VALUES (11, 0, 'Panjwai', 'AF2704', 'district');
INSERT INTO claim_places VALUES (11, 1, 'Kandahar', NULL, NULL);
INSERT INTO tallies VALUES (6, '37688d47adb6e48028fa6152fa0be768', 'Taliban', NULL, NULL, 'af3d610b04362e891e196091a19aa418', '52ee1c486192077f355312b54246714c', 'Afghanistan', NULL, '2021-07', '2021-07-04', 1625443200000000, 'district', '~400', 'taliban', 101.0, NULL, 'stock', NULL, NULL, 'as printed', NULL);
INSERT INTO tallies VALUES (12, 'dd7e0b51ca2d2a445cd217f9199bd4ef', 'Taliban', NULL, NULL, NULL, NULL, 'Afghanistan', NULL, '2021-07', '2021-07-04', 1625443200000000, 'district', '~400', 'taliban', 5.5, 9.5, 'stock', NULL, NULL, NULL, NULL);
INSERT INTO rulings VALUES (13, 'beedd72d9acd05077caf4c557734920f', '52ee1c486192077f355312b54246714c', 'accept', NULL, 'R. Viewer', NULL, NULL);
INSERT INTO rulings VALUES (14, '6ebfa9e43a12d6e9ce2885ec56ca6c8f', '52ee1c486192077f355312b54246714c', 'reject', NULL, 'R. Viewer', 'a slip', 'beedd72d9acd05077caf4c557734920f');
INSERT INTO cache_timeline VALUES ('AF2704', 1625270400000000, 1625443200000000, 4);
INSERT INTO cache_timeline VALUES ('AF2704', 1625270400000000, 1625443200000000, 5);
INSERT INTO cache_timeline VALUES ('AF2704', 1625270400000000, 1625443200000000, 11);
INSERT INTO cache_newest VALUES ('AF2704', 1625443200000000, 4);
INSERT INTO cache_newest VALUES ('AF2704', 1625443200000000, 5);
INSERT INTO cache_newest VALUES ('AF2704', 1625443200000000, 11);
INSERT INTO alembic_version VALUES ('0003');
CREATE INDEX claims_by_report ON claims (report_seq);
CREATE UNIQUE INDEX claims_by_id ON claims (id);
CREATE INDEX families_by_report ON families (report_id, seq);
CREATE INDEX rulings_by_claim ON rulings (claim_id, seq);
CREATE VIEW cache_words AS SELECT seq, coalesce(quote, statement) AS words FROM claims;
INSERT INTO cache_search (cache_search) VALUES ('rebuild');
CREATE TRIGGER cache_timeline_fill AFTER INSERT ON claim_places
WHEN NEW.place IS NOT NULL
BEGIN INSERT INTO cache_timeline (place, since, known_from, claim_seq) SELECT p.place, coalesce(c.valid_from, coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq))), coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq)), p.claim_seq FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.seq = c.report_seq
WHERE p.place IS NOT NULL AND c.kind IN ('control_change', 'control_status') AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING; END;
CREATE TRIGGER cache_newest_fill AFTER INSERT ON claim_places
WHEN NEW.place IS NOT NULL
BEGIN INSERT INTO cache_newest (place, known_from, claim_seq) SELECT p.place, coalesce(r.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = c.seq)), p.claim_seq FROM claim_places p JOIN claims c ON c.seq = p.claim_seq JOIN reports r ON r.seq = c.report_seq
WHERE p.place IS NOT NULL AND p.claim_seq = NEW.claim_seq AND p.position = NEW.position ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING; END;
CREATE TRIGGER cache_search_fill AFTER INSERT ON claims
BEGIN INSERT INTO cache_search (rowid, words) VALUES (NEW.seq, coalesce(NEW.quote, NEW.statement)); END;
CREATE TRIGGER claims_quote_in_report BEFORE INSERT ON claims
WHEN NEW.quote IS NOT NULL AND NEW.quote IS NOT substr(
  (SELECT text FROM reports WHERE seq = NEW.report_seq), NEW.span_start + 1, NEW.span_end - NEW.span_start)
BEGIN SELECT RAISE(ABORT, 'claim.quote-not-in-report'); END;
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR NEW.recorded_at < (SELECT coalesce(max(recorded_at), NEW.recorded_at) FROM entries WHERE seq = NEW.seq - 1)
BEGIN SELECT RAISE(ABORT, 'ledger.out-of-order'); END;
CREATE TRIGGER supersessions_name_rows BEFORE INSERT ON supersessions
WHEN (SELECT count(*) FROM reports WHERE NEW.row_type = 'report' AND id IN (NEW.old_id, NEW.new_id))
  + (SELECT count(*) FROM claims WHERE NEW.row_type = 'claim' AND id IN (NEW.old_id, NEW.new_id))
  + (SELECT count(*) FROM tallies WHERE NEW.row_type = 'tally' AND id IN (NEW.old_id, NEW.new_id))
  < CASE WHEN NEW.new_id IS NULL THEN 1 ELSE 2 END
BEGIN SELECT RAISE(ABORT, 'ledger.missing-row: what is superseded is not there'); END;
CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: entries takes no UPDATE'); END;
CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: entries takes no DELETE'); END;
CREATE TRIGGER entries_refuse_replace BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: entries has this row already'); END;
CREATE TRIGGER schemas_refuse_update BEFORE UPDATE ON schemas
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: schemas takes no UPDATE'); END;
CREATE TRIGGER schemas_refuse_delete BEFORE DELETE ON schemas
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: schemas takes no DELETE'); END;
CREATE TRIGGER schemas_refuse_replace BEFORE INSERT ON schemas
WHEN EXISTS (SELECT 1 FROM schemas WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: schemas has this row already'); END;
CREATE TRIGGER blobs_refuse_update BEFORE UPDATE ON blobs
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: blobs takes no UPDATE'); END;
CREATE TRIGGER blobs_refuse_delete BEFORE DELETE ON blobs
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: blobs takes no DELETE'); END;
CREATE TRIGGER blobs_refuse_replace BEFORE INSERT ON blobs
WHEN EXISTS (SELECT 1 FROM blobs WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: blobs has this row already'); END;
CREATE TRIGGER reports_refuse_update BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: reports takes no UPDATE'); END;
CREATE TRIGGER reports_refuse_delete BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: reports takes no DELETE'); END;
CREATE TRIGGER reports_refuse_replace BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: reports has this row already'); END;
CREATE TRIGGER claims_refuse_update BEFORE UPDATE ON claims
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: claims takes no UPDATE'); END;
CREATE TRIGGER claims_refuse_delete BEFORE DELETE ON claims
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: claims takes no DELETE'); END;
CREATE TRIGGER claims_refuse_replace BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: claims has this row already'); END;
CREATE TRIGGER claim_places_refuse_update BEFORE UPDATE ON claim_places
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: claim_places takes no UPDATE'); END;
CREATE TRIGGER claim_places_refuse_delete BEFORE DELETE ON claim_places
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: claim_places takes no DELETE'); END;
CREATE TRIGGER claim_places_refuse_replace BEFORE INSERT ON claim_places
WHEN EXISTS (SELECT 1 FROM claim_places WHERE claim_seq = NEW.claim_seq AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: claim_places has this row already'); END;
CREATE TRIGGER tallies_refuse_update BEFORE UPDATE ON tallies
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: tallies takes no UPDATE'); END;
CREATE TRIGGER tallies_refuse_delete BEFORE DELETE ON tallies
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: tallies takes no DELETE'); END;
CREATE TRIGGER tallies_refuse_replace BEFORE INSERT ON tallies
WHEN EXISTS (SELECT 1 FROM tallies WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: tallies has this row already'); END;
CREATE TRIGGER readings_refuse_update BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: readings takes no UPDATE'); END;
CREATE TRIGGER readings_refuse_delete BEFORE DELETE ON readings
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: readings takes no DELETE'); END;
CREATE TRIGGER readings_refuse_replace BEFORE INSERT ON readings
WHEN EXISTS (SELECT 1 FROM readings WHERE seq = NEW.seq OR id = NEW.id OR (report_id = NEW.report_id AND reader = NEW.reader))
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: readings has this row already'); END;
CREATE TRIGGER readers_refuse_update BEFORE UPDATE ON readers
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: readers takes no UPDATE'); END;
CREATE TRIGGER readers_refuse_delete BEFORE DELETE ON readers
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: readers takes no DELETE'); END;
CREATE TRIGGER readers_refuse_replace BEFORE INSERT ON readers
WHEN EXISTS (SELECT 1 FROM readers WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: readers has this row already'); END;
CREATE TRIGGER rulings_refuse_update BEFORE UPDATE ON rulings
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: rulings takes no UPDATE'); END;
CREATE TRIGGER rulings_refuse_delete BEFORE DELETE ON rulings
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: rulings takes no DELETE'); END;
CREATE TRIGGER rulings_refuse_replace BEFORE INSERT ON rulings
WHEN EXISTS (SELECT 1 FROM rulings WHERE seq = NEW.seq OR id = NEW.id OR after = NEW.after)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: rulings has this row already'); END;
CREATE TRIGGER supersessions_refuse_update BEFORE UPDATE ON supersessions
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: supersessions takes no UPDATE'); END;
CREATE TRIGGER supersessions_refuse_delete BEFORE DELETE ON supersessions
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: supersessions takes no DELETE'); END;
CREATE TRIGGER supersessions_refuse_replace BEFORE INSERT ON supersessions
WHEN EXISTS (SELECT 1 FROM supersessions WHERE seq = NEW.seq OR id = NEW.id OR (row_type = NEW.row_type AND old_id = NEW.old_id))
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: supersessions has this row already'); END;
CREATE TRIGGER families_refuse_update BEFORE UPDATE ON families
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: families takes no UPDATE'); END;
CREATE TRIGGER families_refuse_delete BEFORE DELETE ON families
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: families takes no DELETE'); END;
CREATE TRIGGER families_refuse_replace BEFORE INSERT ON families
WHEN EXISTS (SELECT 1 FROM families WHERE seq = NEW.seq OR id = NEW.id OR after = NEW.after)
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: families has this row already'); END;
COMMIT;
