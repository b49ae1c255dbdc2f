import ArchiveCore
import GRDB
import Transcript

/// One search within one snapshot of the database: first the ids of the turns, then what is shown of each.
struct TurnSearch {
    let db: Database
    let request: SearchRequest
    let query: SearchQuery

    /// Maximum number of turns that are ranked. A word of most turns tells little about any of them, and scoring a million
    /// turns takes seconds.
    static let rankedTurnLimit = 10_000

    /// With more speakers of a name than this, in as many recordings, listing their turns takes longer than looking at
    /// the turns that match.
    var rareSpeakerLimit = 1_000

    private struct Found {
        let turnID: Int64
        let score: Double?
    }

    func result() throws -> SearchResult {
        guard let filter = try filter() else { return SearchResult(hits: [], isRankingPartial: false) }
        switch request.order {
        case .relevance:
            let (found, isPartial) = try byRelevance(filter)
            return SearchResult(hits: try hits(found), isRankingPartial: isPartial)
        case .time:
            return SearchResult(hits: try hits(byTime(filter)), isRankingPartial: false)
        }
    }

    // MARK: Which turns

    /// Conditions on `turns_fts.rowid`, `turns` and `r` (of `v_recordings`), with the joins that they need.
    private struct Filter {
        var joins = ""
        var conditions = "turns_fts MATCH :expression"
        var arguments: StatementArguments
    }

    /// - Returns: nil where nothing can pass.
    private func filter() throws -> Filter? {
        var filter = Filter(arguments: ["expression": query.expression])
        let speakers = try request.speaker.map(speakerIDs)
        if let speakers {
            guard !speakers.isEmpty else { return nil }
            filter.arguments += ["speakers": JSONColumn.array(speakers)]
        }
        let isSpeakerRare = (speakers?.count ?? .max) <= rareSpeakerLimit
        if (speakers != nil && !isSpeakerRare) || request.minConfidence != nil || hasRecordingFilter {
            // SQLite would choose the table itself, whose rows lie far apart because of their texts.
            filter.joins += " CROSS JOIN turns INDEXED BY turns_facts ON turns.id = turns_fts.rowid"
        }
        if isSpeakerRare {
            // The turns of few speakers are a set that most matches need only be compared with. The plus keeps SQLite
            // from asking the index for each of them.
            filter.conditions += """
                 AND +turns_fts.rowid IN (
                    SELECT id FROM turns WHERE speaker_id IN (SELECT value FROM json_each(:speakers)))
                """
        } else if speakers != nil {
            // Likewise: each match is looked up once, not once for each of the speakers.
            filter.conditions += " AND +turns.speaker_id IN (SELECT value FROM json_each(:speakers))"
        }
        if let share = request.minConfidence {
            filter.conditions += " AND turns.confidence >= :confidence"
            filter.arguments += ["confidence": share]
        }
        if hasRecordingFilter {
            let runs = try runs()
            // The turns of a run were inserted in order, so that their ids are close; the index skips all others.
            let ids = try Row.fetchOne(
                db,
                sql: """
                    SELECT min(first), max(last) FROM (
                        SELECT (SELECT id FROM turns WHERE run_id = value ORDER BY ordinal LIMIT 1) AS first,
                            (SELECT id FROM turns WHERE run_id = value ORDER BY ordinal DESC LIMIT 1) AS last
                        FROM json_each(?)
                    )
                    """, arguments: [JSONColumn.array(runs)])
            guard let ids, let first = ids[0] as Int64?, let last = ids[1] as Int64? else { return nil }
            filter.conditions += """
                 AND turns_fts.rowid BETWEEN :first AND :last
                AND turns.run_id IN (SELECT value FROM json_each(:runs))
                """
            filter.arguments += ["first": first, "last": last, "runs": JSONColumn.array(runs)]
        }
        return filter
    }

    private var hasRecordingFilter: Bool {
        request.recordingID != nil || request.recordedFrom != nil || request.recordedBefore != nil
    }

    /// The current runs of the recordings that may be searched.
    private func runs() throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT run.id FROM v_recordings r
                JOIN runs run ON run.recording_id = r.recording_id AND run.is_current = 1
                WHERE (:recording IS NULL OR r.recording_id = :recording)
                    AND (:from IS NULL OR r.recorded_at >= :from) AND (:before IS NULL OR r.recorded_at < :before)
                """,
            arguments: [
                "recording": request.recordingID, "from": request.recordedFrom, "before": request.recordedBefore,
            ])
    }

    /// Speakers of all recordings whose label, or whose person's name, is the same but for the case of its letters.
    private func speakerIDs(named name: String) throws -> [Int64] {
        // Hops through the index from one name to the next instead of reading every speaker of every recording.
        let names = try String.fetchAll(
            db,
            sql: """
                WITH RECURSIVE names (label) AS (
                    SELECT min(label) FROM speakers
                    UNION ALL
                    SELECT (SELECT min(label) FROM speakers WHERE label > names.label) FROM names
                    WHERE names.label IS NOT NULL
                )
                SELECT label FROM names WHERE label IS NOT NULL
                """)
        let key = PersonName.key(name)
        let labelled = try names.filter { PersonName.key($0) == key }.flatMap {
            try Int64.fetchAll(db, sql: "SELECT id FROM speakers WHERE label = ?", arguments: [$0])
        }
        let people = try Row.fetchAll(db, sql: "SELECT id, name FROM people").filter {
            PersonName.key(try $0.value("name")) == key
        }
        return try people.reduce(into: labelled) { ids, person in
            ids += try Int64.fetchAll(
                db, sql: "SELECT speaker_id FROM people_speakers WHERE person_id = ?",
                arguments: [try person.value("id", Int64.self)])
        }
    }

    private func byRelevance(_ filter: Filter) throws -> (found: [Found], isPartial: Bool) {
        // One at a time is found without looking at all others.
        let firstID = try Int64.fetchOne(db, sql: "SELECT min(id) FROM turns_fts_docsize")
        let lastID = try Int64.fetchOne(db, sql: "SELECT max(id) FROM turns_fts_docsize")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, score, count(*) OVER () AS match_count FROM (
                    SELECT turns_fts.rowid AS id,
                        \(TurnRanking.function)(turns_fts, :first_id, :last_id, \(Self.rankedTurnLimit)) AS score
                    FROM turns_fts \(filter.joins) WHERE \(filter.conditions)
                    ORDER BY turns_fts.rowid DESC LIMIT \(Self.rankedTurnLimit + 1)
                ) ORDER BY score DESC, id LIMIT :limit
                """,
            arguments: filter.arguments + [
                "limit": request.limit, "first_id": firstID, "last_id": lastID,
            ])
        let found = try rows.map { Found(turnID: try $0.value("id"), score: try $0.finite("score")) }
        return (found, try rows.first?.count("match_count") ?? 0 > Self.rankedTurnLimit)
    }

    private func byTime(_ filter: Filter) throws -> [Found] {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT turns_fts.rowid FROM turns_fts \(filter.joins) WHERE \(filter.conditions)
                LIMIT \(Self.rankedTurnLimit)
                """, arguments: filter.arguments)
        if ids.count < Self.rankedTurnLimit { return try sortedByTime(ids) }
        // With that many matches the newest recordings alone have enough.
        var found: [Found] = []
        let runs = try Int64.fetchAll(
            db,
            sql: """
                SELECT run.id FROM v_recordings r
                JOIN runs run ON run.recording_id = r.recording_id AND run.is_current = 1
                ORDER BY r.recorded_at DESC, r.recording_id DESC
                """)
        for run in runs where found.count < request.limit {
            let ids = try Int64.fetchAll(
                db,
                sql: """
                    SELECT turns_fts.rowid FROM turns_fts \(filter.joins) WHERE \(filter.conditions)
                        AND turns_fts.rowid BETWEEN (SELECT min(id) FROM turns WHERE run_id = :run)
                            AND (SELECT max(id) FROM turns WHERE run_id = :run)
                        AND EXISTS (SELECT 1 FROM turns t WHERE t.id = turns_fts.rowid AND t.run_id = :run)
                    """, arguments: filter.arguments + ["run": run])
            found += try sortedByTime(ids).prefix(request.limit - found.count)
        }
        return found
    }

    private func sortedByTime(_ ids: [Int64]) throws -> [Found] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT t.id FROM turns t JOIN runs run ON run.id = t.run_id
                JOIN v_recordings r ON r.recording_id = run.recording_id
                WHERE t.id IN (SELECT value FROM json_each(?))
                ORDER BY r.recorded_at DESC, r.recording_id DESC, t.ordinal LIMIT ?
                """, arguments: [JSONColumn.array(ids), request.limit]
        ).map { Found(turnID: $0, score: nil) }
    }

    // MARK: Hits

    private func hits(_ found: [Found]) throws -> [SearchHit] {
        var hits = try found.map(hit)
        let matches = try MatchFinder(query: query).matches(in: hits.map(\.turn.text))
        for (index, (found, matches)) in zip(found, matches).enumerated() {
            let times = try WordTimes(db, turnID: found.turnID, text: hits[index].turn.text)
            hits[index].matches = matches
            // Two matches may be parts of one word.
            hits[index].matchedWords = matches.flatMap(times.words).reduce(into: []) { words, word in
                if words.last != word { words.append(word) }
            }
            let shown = SnippetPiece.shownMatches(of: hits[index].turn.text, matches: matches)
            hits[index].time = shown.first.flatMap { times.words(in: $0).first?.start } ?? hits[index].turn.range.start
        }
        return hits
    }

    /// - Returns: A hit without its matches.
    private func hit(_ found: Found) throws -> SearchHit {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT r.recording_id, r.path, r.recorded_at, r.duration_seconds, turns.run_id, turns.ordinal,
                        turns.confidence, speakers.label, people.name, turns.start_seconds, turns.end_seconds,
                        CAST(turns.text AS BLOB) AS text
                    FROM turns
                    JOIN runs run ON run.id = turns.run_id
                    JOIN v_recordings r ON r.recording_id = run.recording_id
                    LEFT JOIN speakers ON speakers.id = turns.speaker_id
                    LEFT JOIN people_speakers ON people_speakers.speaker_id = turns.speaker_id
                    LEFT JOIN people ON people.id = people_speakers.person_id
                    WHERE turns.id = ?
                    """), arguments: [found.turnID])
        guard let row else {
            throw DamagedRow(description: "the search index names turn \(found.turnID), which is not there")
        }
        let turn = try turn(row)
        let context = try context(row)
        return SearchHit(
            recordingID: try row.value("recording_id"), path: try row.optional("path") ?? "",
            recordedAt: try row.value("recorded_at"), durationSeconds: try row.seconds("duration_seconds"), turn: turn,
            matches: [], matchedWords: [], time: turn.range.start, confidence: try row.share("confidence"),
            score: found.score,
            before: context.filter { $0.number < turn.number }, after: context.filter { $0.number > turn.number })
    }

    private func context(_ hit: Row) throws -> [FoundTurn] {
        guard request.contextTurns > 0 else { return [] }
        let ordinal = try hit.count("ordinal")
        return try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT turns.ordinal, speakers.label, people.name, turns.start_seconds, turns.end_seconds,
                        CAST(turns.text AS BLOB) AS text
                    FROM turns LEFT JOIN speakers ON speakers.id = turns.speaker_id
                    LEFT JOIN people_speakers ON people_speakers.speaker_id = turns.speaker_id
                    LEFT JOIN people ON people.id = people_speakers.person_id
                    WHERE turns.run_id = ? AND turns.ordinal BETWEEN ? AND ? AND turns.ordinal <> ?
                    ORDER BY turns.ordinal
                    """),
            arguments: [
                try hit.value("run_id", Int64.self), ordinal - request.contextTurns, ordinal + request.contextTurns,
                ordinal,
            ]
        ).map(turn)
    }

    private func turn(_ row: Row) throws -> FoundTurn {
        FoundTurn(
            number: try row.count("ordinal") + 1, speaker: try row.optional("label"), name: try row.optional("name"),
            range: try row.range(), text: try row.exactText("text"))
    }
}
