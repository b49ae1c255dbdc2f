import ArchiveEdits
import ArchiveSearch
import ArchiveTestSupport
import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchivePeople

@Suite struct ArchivePeopleTests {
    private let folder: ScratchFolder
    private let archive: Archive
    private let now = "2024-06-01T00:00:00Z"

    /// Three meetings: Ann (voice 1) and Bob (voice 2) in the first two, Ann and somebody else in the third.
    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
        try save(1, [1, 2])
        try save(2, [2, 1])
        try save(3, [3, 1])
    }

    @discardableResult
    private func save(_ number: UInt64, _ voices: [UInt64], seconds: Double = 20, take: UInt64? = nil) throws -> Int64 {
        try archive.save(
            VoiceFixtures.meeting(
                number,
                voices.map { (VoiceFixtures.voice($0, deviation: 0.3, take: take ?? number), seconds) }))
    }

    private func speaker(_ recording: Int64, _ label: String) -> SpeakerReference {
        SpeakerReference(recordingID: recording, name: label)
    }

    /// Names of the speakers of a recording.
    private func names(_ recording: Int64) throws -> [String] {
        try archive.transcript(recordingID: recording).speakers.map(\.displayName)
    }

    /// Everything that follows from the decisions, to the last bit.
    private func projection() throws -> [[DatabaseValue]] {
        try archive.pool.read { db in
            try ["SELECT * FROM people ORDER BY id", "SELECT * FROM people_speakers ORDER BY speaker_id"].flatMap {
                try Row.fetchAll(db, sql: $0).map { Array($0.databaseValues) }
            }
        }
    }

    @Test func aNamedVoiceIsFoundInOtherRecordings() throws {
        let change = try archive.name(speaker(1, "S1"), "Ann", at: now)
        #expect(
            change.renamed == [
                PeopleChange.RenamedSpeaker(recordingID: 1, label: "S1", name: "Ann", isAutomatic: false),
                PeopleChange.RenamedSpeaker(recordingID: 2, label: "S2", name: "Ann", isAutomatic: true),
                PeopleChange.RenamedSpeaker(recordingID: 3, label: "S2", name: "Ann", isAutomatic: true),
            ])
        #expect(try names(1) == ["Ann", "S2"])
        #expect(try names(2) == ["S1", "Ann"])
        let ann = try #require(try archive.people().first)
        #expect((ann.recordingCount, ann.speakerCount, ann.automaticCount) == (3, 3, 2))
        #expect(ann.profileSeconds == 60)
        #expect(try archive.outline(recordingID: 3).speakers == ["S1", "Ann"])
        // The transcript itself is what it was.
        #expect(try archive.transcript(recordingID: 3).speakers.map(\.label) == ["S1", "S2"])
    }

    @Test func aVoiceIsFoundInARecordingThatComesLater() throws {
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        try save(4, [4, 2])
        #expect(try names(4) == ["S1", "Bob"])
    }

    @Test func searchFindsPeopleByNameAndLabel() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        let byName = try archive.search(SearchRequest(query: "words", speaker: "ANN"))
        #expect(byName.hits.map(\.recordingID).sorted() == [1, 2, 3])
        #expect(byName.hits.allSatisfy { $0.turn.name == "Ann" })
        #expect(try archive.search(SearchRequest(query: "words", speaker: "s1")).hits.count == 3)
        #expect(try archive.search(SearchRequest(query: "words", speaker: "Bob")).hits.isEmpty)
    }

    @Test func theViewsHaveNames() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        for view in ["v_turns", "v_words", "v_talk_time"] {
            let rows = try archive.query(
                "SELECT DISTINCT speaker, name FROM \(view) WHERE recording_id = 2 ORDER BY speaker"
            ).rows
            #expect(rows == [[.text("S1"), .text("S1")], [.text("S2"), .text("Ann")]])
        }
        #expect(
            try archive.query("SELECT name, recording_count, talk_seconds, turn_count, word_count FROM v_people").rows
                == [[.text("Ann"), .integer(3), .real(60), .integer(3), .integer(12)]])
    }

    @Test func mergeSplitAndUndoLeaveTheProfileBitIdentical() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        let before = try projection()
        try archive.mergePeople("Ann", with: "Bob", at: now)
        #expect(try archive.people().map(\.name) == ["Ann"])
        #expect(try archive.person("ann").summary.profileSeconds == 100)
        try archive.splitPerson("Ann", into: "Cleo", [speaker(2, "S2"), speaker(1, "S2")], at: now)
        #expect(try names(2) == ["Ann", "Cleo"])
        #expect(try projection() != before)
        try archive.undoPeople(at: now)
        try archive.undoPeople(at: now)
        #expect(try projection() == before)
    }

    @Test func undoTakesAWrongMatchOutOfTheProfile() throws {
        // Another voice, near enough to Ann's that the program matches it with her profile.
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        let before = try projection()
        let like = zip(VoiceFixtures.voice(1), VoiceFixtures.voice(9)).map { $0 + 0.6 * $1 }
        let id = try archive.save(VoiceFixtures.meeting(5, [(like, 40)]))
        #expect(try names(id) == ["Ann"])
        #expect(try projection() != before)
        try archive.undoPeople(at: now)
        #expect(try names(id) == ["S1"])
        #expect(try projection() == before)
        // A refused voice is not matched again.
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        #expect(try names(id) == ["S1"])
        let doubts = try archive.voiceSuggestions(recordingID: id).flatMap { $0.candidates.map(\.doubt) }
        #expect(doubts == [.refused])
    }

    @Test func aBetterMatchTakesThePlaceOfAWrongOne() throws {
        // A voice like Ann's is matched with her profile as long as no other person is known.
        let like = zip(VoiceFixtures.voice(1), VoiceFixtures.voice(9)).map { $0 + 0.8 * $1 }
        let ids = try (5...6 as ClosedRange<UInt64>).map { number in
            try archive.save(VoiceFixtures.meeting(number, [(like, 40)]))
        }
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        #expect(try ids.flatMap(names) == ["Ann", "Ann"])
        let before = try projection()
        try archive.name(speaker(ids[0], "S1"), "Anne", at: now)
        #expect(try ids.flatMap(names) == ["Anne", "Anne"])
        #expect(try names(3) == ["S1", "Ann"])
        try archive.undoPeople(at: now)
        #expect(try projection() == before)
    }

    @Test func undoTakesBackWhatFollowedFromADecision() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.undoPeople(at: now)
        #expect(try archive.people().isEmpty)
        #expect(try projection().isEmpty)
        #expect(try [1, 2, 3].map(names) == [["S1", "S2"], ["S1", "S2"], ["S1", "S2"]])
        #expect(throws: PeopleProblem.nothingToUndo) { try archive.undoPeople(at: now) }
        // A decision that is made again finds them again.
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        #expect(try names(3) == ["S1", "Ann"])
    }

    @Test func anyDecisionCanBeUndone() throws {
        let first = try archive.name(speaker(1, "S1"), "Ann", at: now).eventID
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        try archive.renamePerson("Ann", "Anna", at: now)
        try archive.undoPeople(first, at: now)
        #expect(try archive.people().map(\.name) == ["Bob"])
        #expect(try names(1) == ["S1", "Bob"])
        #expect(throws: PeopleProblem.cannotUndo(id: first)) { try archive.undoPeople(first, at: now) }
        #expect(throws: PeopleProblem.cannotUndo(id: 99)) { try archive.undoPeople(99, at: now) }
    }

    @Test func whatIsStoredIsWhatFollowsFromTheDecisions() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        try archive.assign(speaker(3, "S1"), to: "Bob", at: now)
        try save(2, [1, 2], take: 8)
        let stored = try projection()
        try archive.pool.write { db in
            try db.execute(sql: "DELETE FROM people_speakers")
            try db.execute(sql: "DELETE FROM people")
            try PeopleEditor(db: db, date: now).project()
        }
        #expect(try projection() == stored)
    }

    @Test func aVoiceCanBeNobodys() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.assign(speaker(2, "Ann"), to: nil, at: now)
        #expect(try names(2) == ["S1", "S2"])
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        #expect(try names(2) == ["Bob", "S2"])
        #expect(throws: PeopleProblem.changesNothing(recordingID: 2, label: "S2")) {
            try archive.assign(speaker(2, "S2"), to: nil, at: now)
        }
        try archive.assign(speaker(2, "S2"), to: "Ann", at: now)
        #expect(try names(2) == ["Bob", "Ann"])
    }

    @Test func oneRecordingDoesNotHaveAPersonTwiceUnlessAUserSaysSo() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        let id = try save(6, [1, 1])
        #expect(try names(id) == ["S1", "S2"])
        #expect(
            try archive.voiceSuggestions(recordingID: id).flatMap { $0.candidates.map(\.doubt) }
                == [.otherVoice, .otherVoice])
        try archive.name(speaker(id, "S1"), "Ann", at: now)
        #expect(try names(id) == ["Ann", "S2"])
        try archive.name(speaker(id, "S2"), "Ann", at: now)
        #expect(try names(id) == ["Ann", "Ann"])
    }

    @Test func shortVoicesAreSuggestedOnly() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        let id = try save(7, [1, 4], seconds: VoiceMatching.measured.minCleanSeconds / 2)
        #expect(try names(id) == ["S1", "S2"])
        let suggestion = try #require(try archive.voiceSuggestions(recordingID: id).first)
        #expect(suggestion.label == "S1")
        #expect(suggestion.candidates.map(\.name) == ["Ann"])
        #expect(suggestion.candidates.map(\.doubt) == [.tooShort])
    }

    @Test func namesSurviveAnotherTranscript() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.assign(speaker(3, "S1"), to: "Ann", at: now)
        // The same people in the same order, and with another number of speakers.
        try save(3, [3, 1], take: 33)
        #expect(try names(3) == ["Ann", "Ann"])
        let before = try archive.person("Ann").summary
        #expect(before.recordingCount == 3)
        #expect(before.profileSeconds == 80)
        try archive.save(
            VoiceFixtures.meeting(
                3,
                [
                    (VoiceFixtures.voice(3, deviation: 0.3), 14), (VoiceFixtures.voice(5), 6),
                    (VoiceFixtures.voice(1, deviation: 0.3), 20),
                ]))
        #expect(try names(3) == ["Ann", "S2", "Ann"])
        // The transcript before keeps its names, and its voices do not count twice.
        let runs = try archive.runs(recordingID: 3)
        #expect(
            try archive.transcript(recordingID: 3, runID: runs[0].id).speakers.map(\.name) == ["Ann", "Ann"])
        #expect(try archive.person("Ann").summary.profileSeconds == 74)
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test func aSpeakerOfAnotherVoiceIsNotCarriedOver() throws {
        try archive.name(speaker(3, "S1"), "Cleo", at: now)
        try save(3, [4, 1], take: 33)
        #expect(try names(3) == ["S1", "S2"])
    }

    @Test func aRefusalSurvivesAnotherTranscript() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.assign(speaker(2, "S2"), to: nil, at: now)
        try save(2, [2, 1], take: 22)
        #expect(try names(2) == ["S1", "S2"])
    }

    @Test func whoSpeaksCanBeCorrectedByName() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.edit(recordingID: 1, turn: 2, .speaker("ann"), at: now)
        #expect(try archive.transcript(recordingID: 1).turns.map(\.speaker) == [0, 0])
        // Identification does not depend on corrections.
        #expect(try archive.person("Ann").summary.profileSeconds == 60)
    }

    @Test func aPersonIsShownWithTheClearestExcerpts() throws {
        var transcript = VoiceFixtures.meeting(8, [(VoiceFixtures.voice(8), 20), (VoiceFixtures.voice(9), 10)])
        // From 12 to 14 s both are heard.
        transcript.speech.insert(SpeechSpan(speaker: 1, range: TimeRange(start: 12, end: 14)), at: 1)
        transcript.turns[0] = TranscriptFixtures.turn(
            0, start: 0, wordSeconds: 1, "a b c d e f g h i j k l m n o p q r s t")
        let id = try archive.save(transcript)
        try archive.name(speaker(id, "S1"), "Hal", at: now)
        let details = try archive.person("hal")
        #expect(details.speakers.map(\.cleanSeconds) == [18])
        #expect(
            details.excerpts == [
                VoiceExcerpt(
                    recordingID: id, path: "/meetings/8.flac", range: TimeRange(start: 0, end: 12),
                    text: "a b c d e f g h i j k l"),
                VoiceExcerpt(
                    recordingID: id, path: "/meetings/8.flac", range: TimeRange(start: 14, end: 20),
                    text: "o p q r s t"),
            ])
    }

    @Test func namesHaveToBeNames() throws {
        for name in ["", " ", "?", "S1", "s12", "7", "a\u{0}b"] {
            #expect(throws: PeopleProblem.badName(name: name)) {
                try archive.name(speaker(1, "S1"), name, at: now)
            }
        }
        #expect(try archive.peopleEvents().isEmpty)
    }

    @Test func whatCannotBeIsRefused() throws {
        try archive.name(speaker(1, "S1"), "Ann", at: now)
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        let before = try archive.peopleEvents()
        func refuses(_ problem: PeopleProblem, _ decide: () throws -> PeopleChange) {
            #expect(throws: problem) { try decide() }
        }
        refuses(.noSuchPerson(reference: "Eve")) { try archive.assign(speaker(1, "S1"), to: "Eve", at: now) }
        refuses(.noSuchSpeaker(recordingID: 1, name: "S9", known: ["S1", "S2"])) {
            try archive.name(speaker(1, "S9"), "Eve", at: now)
        }
        refuses(.nameIsTaken(name: "BOB", id: before[0].id + 2)) { try archive.renamePerson("Ann", "BOB", at: now) }
        refuses(.samePerson(name: "Ann")) { try archive.mergePeople("Ann", with: "ann", at: now) }
        refuses(.notTheirs(recordingID: 1, label: "S2", person: "Ann")) {
            try archive.splitPerson("Ann", into: "Eve", [speaker(1, "S2")], at: now)
        }
        refuses(.changesNothing(recordingID: 1, label: "S1")) {
            try archive.name(speaker(1, "S1"), "Ann", at: now)
        }
        refuses(.noSamples) { try archive.enrol("Ann", [], at: now) }
        #expect(throws: ArchiveError.noSuchRecording(reference: "99", archive: archive.path)) {
            try archive.name(speaker(99, "S1"), "Eve", at: now)
        }
        #expect(try archive.peopleEvents() == before)
    }

    @Test func samplesMakeAPersonKnown() throws {
        let sample = VoiceSample(file: "/samples/ann.wav", embedding: VoiceFixtures.voice(1), cleanSeconds: 30)
        let change = try archive.enrol("Ann", [sample], at: now)
        #expect(change.renamed.map(\.recordingID) == [1, 2, 3])
        let details = try archive.person("Ann")
        #expect(details.sampleFiles == ["/samples/ann.wav"])
        #expect(details.summary.sampleCount == 1)
        #expect(details.summary.profileSeconds == 90)
        let before = try projection()
        try archive.enrol("ann", [sample], at: now)
        #expect(try archive.people().map(\.sampleCount) == [2])
        try archive.undoPeople(at: now)
        #expect(try projection() == before)
    }

    /// The log is read once, however many people there are.
    @Test func decisionsAreReadOnceInATransaction() throws {
        for name in ["Ann", "Bea", "Cy"] {
            try archive.enrol(name, [VoiceSample(file: "/\(name)", embedding: [1, 0], cleanSeconds: 9)], at: now)
        }
        func readings(_ db: Database, _ access: () throws -> Void) throws -> Int {
            var count = 0
            db.trace {
                if case .statement(let statement) = $0, statement.sql.contains("FROM people_events ORDER BY id") {
                    count += 1
                }
            }
            try access()
            db.trace(nil)
            return count
        }
        try archive.pool.write { db in
            var counts: [Int] = []
            let listing = try readings(db) { counts = try PeopleReader(db: db).summaries().map(\.sampleCount) }
            #expect(listing == 1)
            #expect(counts == [1, 1, 1])
            let editor = PeopleEditor(db: db, date: now)
            let reads = try readings(db) {
                _ = try editor.rename("Ann", "Anne")
                _ = try editor.merge("Anne", with: "Bea")
            }
            #expect(reads == 1)
            let stored = try editor.reader.storedEvents()
            #expect(try editor.log.events() == stored)
            #expect(try editor.log.state() == PeopleState(stored))
            _ = try editor.undo(nil)
            let undone = PeopleState(try editor.reader.storedEvents())
            #expect(try editor.log.state() == undone)
        }
    }
}
