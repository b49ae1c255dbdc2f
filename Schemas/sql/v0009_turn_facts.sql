-- What a search asks about the turns that match, without their texts: some hundred of them lie on one page, so that an
-- archive that nobody has used today answers with a few reads instead of one for each turn.
CREATE INDEX turns_facts ON turns (id, speaker_id, confidence, run_id);
