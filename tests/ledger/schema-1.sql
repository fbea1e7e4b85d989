BEGIN TRANSACTION;
CREATE TABLE blobs (
	sha256 TEXT NOT NULL, 
	bytes BLOB NOT NULL, 
	PRIMARY KEY (sha256), 
	CONSTRAINT sha256_whole CHECK (length(sha256) = 64)
)
 STRICT

;
INSERT INTO "blobs" VALUES('fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f',X'74686520726177206279746573');
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
INSERT INTO "claim_places" VALUES(3,0,'Panjwai','AF2704','district');
INSERT INTO "claim_places" VALUES(3,1,'Kandahar',NULL,NULL);
INSERT INTO "claim_places" VALUES(4,0,'Panjwai','AF2704','district');
INSERT INTO "claim_places" VALUES(4,1,'Kandahar',NULL,NULL);
INSERT INTO "claim_places" VALUES(8,0,'Panjwai','AF2704','district');
INSERT INTO "claim_places" VALUES(8,1,'Kandahar',NULL,NULL);
CREATE TABLE claims (
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	report_id TEXT NOT NULL, 
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
	UNIQUE (id), 
	FOREIGN KEY(report_id) REFERENCES reports (id)
)
 STRICT

;
INSERT INTO "claims" VALUES(3,'52ee1c486192077f355312b54246714c','af3d610b04362e891e196091a19aa418','control_change','asserts','Panjwai fell',0,12,NULL,'Hasti Mohammad','governor','islamic-republic','government',NULL,NULL,NULL,NULL,NULL,NULL,'district','2021-07-03/2021-07-04',1625270400000000,1625443200000000,NULL,224,NULL,'killed','224 were killed',421,NULL,NULL,1,'rules/1',NULL,0.9,NULL,NULL);
INSERT INTO "claims" VALUES(4,'df194733fad2d8e3f039370161eb419f','af3d610b04362e891e196091a19aa418','control_change','asserts','The ministry denies it',59,81,NULL,'Hasti Mohammad','governor','islamic-republic','government',NULL,NULL,NULL,NULL,NULL,NULL,'district','2021-07-03/2021-07-04',1625270400000000,1625443200000000,NULL,224,NULL,'killed','224 were killed',421,NULL,NULL,1,'rules/1',NULL,0.9,NULL,NULL);
INSERT INTO "claims" VALUES(8,'11381fc39595f8734d50b4ba44b13ee9','ddbf9704efec88afc445b6d17a6f118d','control_change','asserts',NULL,NULL,NULL,'A coder''s words.','Hasti Mohammad','governor','islamic-republic','government',NULL,NULL,NULL,NULL,NULL,NULL,'district',NULL,NULL,NULL,NULL,224,NULL,'killed','224 were killed',421,NULL,NULL,1,'coded/1',NULL,0.9,NULL,NULL);
CREATE TABLE entries (
	seq INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	row_id TEXT NOT NULL, 
	recorded_at INTEGER NOT NULL, 
	prev TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	CONSTRAINT seq_from_one CHECK (seq >= 1), 
	CONSTRAINT hashes_whole CHECK (length(prev) = 64 AND length(hash) = 64), 
	CONSTRAINT entered_once UNIQUE (type, row_id)
)
 STRICT

;
INSERT INTO "entries" VALUES(1,'schema','1',1795348800000000,'0000000000000000000000000000000000000000000000000000000000000000','05b6e6252d72b38e239b645f8d469a80431af7be0569b9bd0869ebe6e7852fa1');
INSERT INTO "entries" VALUES(2,'report','af3d610b04362e891e196091a19aa418',1795348800000000,'05b6e6252d72b38e239b645f8d469a80431af7be0569b9bd0869ebe6e7852fa1','96cb7f0d499dd1ba9fe06fe66e6865e6a4eb4b44350d4cac4877daf77dd284ee');
INSERT INTO "entries" VALUES(3,'claim','52ee1c486192077f355312b54246714c',1795348800000000,'96cb7f0d499dd1ba9fe06fe66e6865e6a4eb4b44350d4cac4877daf77dd284ee','13f52c27be2cdbf29f39c30f56edc30ff38f1ab5468916390e8400958652904f');
INSERT INTO "entries" VALUES(4,'claim','df194733fad2d8e3f039370161eb419f',1795348800000000,'13f52c27be2cdbf29f39c30f56edc30ff38f1ab5468916390e8400958652904f','46e0bcaecc8f66caad1ba3ab150116d0330e1b7c0fa8e77bc4fc81e6998f535a');
INSERT INTO "entries" VALUES(5,'tally','37688d47adb6e48028fa6152fa0be768',1795348800000000,'46e0bcaecc8f66caad1ba3ab150116d0330e1b7c0fa8e77bc4fc81e6998f535a','ad2a08d70222fdfc294a59ccb453e3973d13243c2baf31158e60e202a909dc89');
INSERT INTO "entries" VALUES(6,'reading','5fb9b3cbdfccb7402a9151008bb1f726',1795348800000000,'ad2a08d70222fdfc294a59ccb453e3973d13243c2baf31158e60e202a909dc89','9449398e51f055004c5baa35b5aa26e3fbe29e86ab2b5dbcf60eb32769d2273d');
INSERT INTO "entries" VALUES(7,'report','ddbf9704efec88afc445b6d17a6f118d',1795348800000000,'9449398e51f055004c5baa35b5aa26e3fbe29e86ab2b5dbcf60eb32769d2273d','36d1684b8e1313e965b5eed653da9611e5cc77b287f856b1f01cba6ae1806cbe');
INSERT INTO "entries" VALUES(8,'claim','11381fc39595f8734d50b4ba44b13ee9',1795348800000000,'36d1684b8e1313e965b5eed653da9611e5cc77b287f856b1f01cba6ae1806cbe','49e281d4d338ed480512c62217e8a8bd33da813c2ec00d8629e658363e1e9fba');
INSERT INTO "entries" VALUES(9,'tally','dd7e0b51ca2d2a445cd217f9199bd4ef',1795348800000000,'49e281d4d338ed480512c62217e8a8bd33da813c2ec00d8629e658363e1e9fba','fbe0087f8151f7e91fe77108e57903af1a57260be4910bc2753e169d2a5955d5');
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
INSERT INTO "readings" VALUES(6,'5fb9b3cbdfccb7402a9151008bb1f726','af3d610b04362e891e196091a19aa418','r/1');
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
INSERT INTO "reports" VALUES(2,'af3d610b04362e891e196091a19aa418','Panjwai fell on Sunday, its governor Hasti Mohammad said.

The ministry denies it. 224 were killed.','Example Wire','https://example.org/1',NULL,'2021-07-04',1625443200000000,'afghanistan',NULL,NULL,'fc77021bacd18271eaa0ba4abc3dad2ace1f83bcacea4df55628edc9795a427f',NULL);
INSERT INTO "reports" VALUES(7,'ddbf9704efec88afc445b6d17a6f118d','A second report.','Example Wire','https://example.org/1',NULL,'2021-07-04',1625443200000000,'afghanistan','2',NULL,NULL,NULL);
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
INSERT INTO "schemas" VALUES(1,'1','0.1.0');
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
INSERT INTO "tallies" VALUES(5,'37688d47adb6e48028fa6152fa0be768','Taliban',NULL,NULL,'af3d610b04362e891e196091a19aa418','52ee1c486192077f355312b54246714c','Afghanistan',NULL,'2021-07','2021-07-04',1625443200000000,'district','~400','taliban',101.0,NULL,'stock',NULL,NULL,'as printed',NULL);
INSERT INTO "tallies" VALUES(9,'dd7e0b51ca2d2a445cd217f9199bd4ef','Taliban',NULL,NULL,NULL,NULL,'Afghanistan',NULL,'2021-07','2021-07-04',1625443200000000,'district','~400','taliban',5.5,9.5,'stock',NULL,NULL,NULL,NULL);
CREATE INDEX claims_by_report ON claims (report_id);
CREATE INDEX claim_places_by_place ON claim_places (place, claim_seq);
CREATE TRIGGER claims_quote_in_report BEFORE INSERT ON claims
WHEN NEW.quote IS NOT NULL AND NEW.quote IS NOT substr(
  (SELECT text FROM reports WHERE id = NEW.report_id), NEW.span_start + 1, NEW.span_end - NEW.span_start)
BEGIN SELECT RAISE(ABORT, 'claim.quote-not-in-report'); END;
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR NEW.prev <> coalesce((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), printf('%064d', 0))
  OR NEW.recorded_at < (SELECT coalesce(max(recorded_at), NEW.recorded_at) FROM entries WHERE seq = NEW.seq - 1)
BEGIN SELECT RAISE(ABORT, 'ledger.out-of-order'); END;
CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: entries takes no UPDATE'); END;
CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'ledger.append-only: entries takes no DELETE'); END;
CREATE TRIGGER entries_refuse_replace BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq OR (type = NEW.type AND row_id = NEW.row_id))
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
COMMIT;
