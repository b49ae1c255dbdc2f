import ArchiveCore
import Foundation
import GRDB
import TensorKit
import Transcript

extension PeopleReader {
    /// All people, or the one of that number.
    func summaries(id: Int64? = nil) throws -> [PersonSummary] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT people.id, people.name, profile_seconds, count(runs.id) AS speaker_count,
                    count(DISTINCT runs.recording_id) AS recording_count,
                    coalesce(sum(is_automatic AND runs.id IS NOT NULL), 0) AS automatic_count
                FROM people LEFT JOIN people_speakers ON people_speakers.person_id = people.id
                LEFT JOIN speakers ON speakers.id = people_speakers.speaker_id
                LEFT JOIN runs ON runs.id = speakers.run_id AND runs.is_current = 1
                WHERE :id IS NULL OR people.id = :id
                GROUP BY people.id ORDER BY people.id
                """, arguments: ["id": id]
        ).map { row in
            let samples = try sampleCount(ofPerson: row.value("id"))
            return PersonSummary(
                id: try row.value("id"), name: try row.value("name"), recordingCount: try row.count("recording_count"),
                speakerCount: try row.count("speaker_count"), automaticCount: try row.count("automatic_count"),
                sampleCount: samples,
                profileSeconds: try row.seconds("profile_seconds"))
        }
    }

    /// Number of voice samples of a person.
    private func sampleCount(ofPerson id: Int64) throws -> Int {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM people_event_samples)") == true else { return 0 }
        return try log.state().people[id]?.samples.count ?? 0
    }

    /// Everything about a person.
    /// - Throws: `PeopleProblem.noSuchPerson`.
    func details(_ id: Int64, maxExcerpts: Int) throws -> PersonDetails {
        guard let summary = try summaries(id: id).first else {
            throw PeopleProblem.noSuchPerson(reference: String(id))
        }
        let person = try Row.fetchOne(db, sql: "SELECT id, profile FROM people WHERE id = ?", arguments: [id])
        let profile = Vectors.unit(try person?.embedding("profile") ?? [])
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT speakers.id, runs.id AS run_id, runs.recording_id, v_recordings.path, label, embedding,
                    clean_seconds, is_automatic, event_id
                FROM people_speakers JOIN speakers ON speakers.id = people_speakers.speaker_id
                JOIN voices ON voices.speaker_id = speakers.id
                JOIN runs ON runs.id = speakers.run_id AND runs.is_current = 1
                JOIN v_recordings ON v_recordings.recording_id = runs.recording_id
                WHERE person_id = ? ORDER BY runs.recording_id, speakers.ordinal
                """, arguments: [id])
        return PersonDetails(
            summary: summary,
            speakers: try rows.map { row in
                let voice = Vectors.unit(try row.embedding())
                return PersonSpeaker(
                    recordingID: try row.value("recording_id"), path: try row.optional("path") ?? "",
                    label: try row.value("label"), cleanSeconds: try row.seconds("clean_seconds"),
                    isAutomatic: try row.value("is_automatic"),
                    score: voice.isEmpty || voice.count != profile.count
                        ? nil : Vectors.dot(voice, profile),
                    eventID: try row.value("event_id"))
            },
            sampleFiles: try sampleFiles(ofPerson: id), excerpts: try excerpts(rows, maxCount: maxExcerpts))
    }

    /// Files of the voice samples of a person.
    private func sampleFiles(ofPerson id: Int64) throws -> [String] {
        let samples = try log.state().people[id]?.samples.sorted() ?? []
        return try samples.compactMap {
            try String.fetchOne(
                db, sql: "SELECT file FROM people_event_samples WHERE event_id = ? AND ordinal = ?",
                arguments: [$0.eventID, $0.ordinal])
        }
    }

    // MARK: Excerpts

    /// A longer stretch of speech tells a listener no more about a voice.
    private static let longEnoughSeconds = 10.0
    /// Excerpts are taken from this number of recordings: those in which the person speaks alone for longest.
    private static let searchedRecordings = 12

    /// Stretches in which one of the speakers speaks alone, the best first: a long stretch, up to ten seconds, with
    /// confident words is better.
    private func excerpts(_ speakers: [Row], maxCount: Int) throws -> [VoiceExcerpt] {
        let best = try speakers.sorted { try $0.seconds("clean_seconds") > $1.seconds("clean_seconds") }
        var found: [(score: Double, excerpt: VoiceExcerpt)] = []
        for speaker in best.prefix(Self.searchedRecordings) {
            let stretches = try Row.fetchAll(
                db,
                sql: """
                    SELECT start_seconds, end_seconds FROM lone_speech WHERE run_id = ? AND speaker_id = ?
                    ORDER BY start_seconds - end_seconds, start_seconds LIMIT ?
                    """,
                arguments: [
                    try speaker.value("run_id", Int64.self), try speaker.value("id", Int64.self), 2 * maxCount,
                ])
            for stretch in stretches {
                let range = try stretch.range()
                let words = try words(range, speaker)
                guard !words.isEmpty else { continue }
                let confidence = words.reduce(0) { $0 + $1.confidence } / Double(words.count)
                let excerpt = VoiceExcerpt(
                    recordingID: try speaker.value("recording_id"), path: try speaker.optional("path") ?? "",
                    range: range,
                    text: words.map(\.text).joined(separator: " "))
                found.append((min(range.duration, Self.longEnoughSeconds) * confidence, excerpt))
            }
        }
        return found.sorted {
            ($1.score, $0.excerpt.recordingID, $0.excerpt.range.start)
                < ($0.score, $1.excerpt.recordingID, $1.excerpt.range.start)
        }.prefix(maxCount).map(\.excerpt)
    }

    /// Words of a speaker within a span, with their confidences.
    private func words(_ range: TimeRange, _ speaker: Row) throws -> [(text: String, confidence: Double)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT CAST(words.text AS BLOB) AS text, words.confidence FROM turns
                JOIN words ON words.turn_id = turns.id
                WHERE turns.run_id = :run AND turns.start_seconds < :end AND turns.end_seconds > :start
                    AND words.speaker_id = :speaker AND words.start_seconds >= :start AND words.end_seconds <= :end
                ORDER BY turns.ordinal, words.ordinal
                """,
            arguments: [
                "run": try speaker.value("run_id", Int64.self), "speaker": try speaker.value("id", Int64.self),
                "start": range.start, "end": range.end,
            ]
        ).map { (try $0.exactText("text"), try $0.share("confidence")) }
    }

    // MARK: Suggestions

    /// Voices that may be those of known people, the most alike first.
    func suggestions(recordingID: Int64?, _ matching: VoiceMatching, maxCandidates: Int) throws -> [VoiceSuggestion] {
        let names = Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT id, name FROM people").map {
                (try $0.value("id", Int64.self), try $0.value("name", String.self))
            })
        let found = try matching.likenesses(
            voices(recordingID: recordingID), profiles(), refusals: log.state().refusals,
            maxCount: maxCandidates)
        let statement = try db.cachedStatement(
            sql: """
                SELECT runs.recording_id, label, clean_seconds, (
                    SELECT path FROM recording_paths WHERE recording_id = runs.recording_id
                    ORDER BY is_current DESC, id DESC LIMIT 1
                ) AS path
                FROM speakers JOIN voices ON voices.speaker_id = speakers.id
                JOIN runs ON runs.id = speakers.run_id WHERE speakers.id = ?
                """)
        return try found.compactMap { likenesses in
            guard let first = likenesses.first,
                let row = try Row.fetchOne(statement, arguments: [first.speakerID])
            else { return nil }
            return VoiceSuggestion(
                recordingID: try row.value("recording_id"), path: try row.optional("path") ?? "",
                label: try row.value("label"), cleanSeconds: try row.seconds("clean_seconds"),
                candidates: likenesses.map {
                    VoiceSuggestion.Candidate(
                        personID: $0.personID, name: names[$0.personID] ?? "", score: $0.score, doubt: $0.doubt)
                })
        }.sorted { $0.candidates[0].score > $1.candidates[0].score }
    }
}
