import ArchiveSearch
import ArchiveTestSupport
import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchiveEdits

@Suite struct ArchiveEditsTests {
    private let folder: ScratchFolder
    private let archive: Archive
    private let id: Int64

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
        id = try archive.save(TranscriptFixtures.meeting)
    }

    private func correct(_ turn: Int, _ edit: TurnEdit) throws {
        try archive.edit(recordingID: id, turn: turn, edit, at: "2024-06-01T00:00:00Z")
    }

    @Test func theTranscriptOfTheSameTransactionComesBack() throws {
        let made = try archive.edit(recordingID: id, turn: 3, .text("No."), at: "2024-06-01T00:00:00Z")
        #expect(made.record.edit == .text("No."))
        #expect(made.transcript == (try archive.transcript(recordingID: id)))
        #expect(made.transcript.turns[2].text == "No.")
    }

    private func undo() throws { try archive.undoEdit(recordingID: id, at: "2024-06-02T00:00:00Z") }

    private func texts() throws -> [String] { try archive.transcript(recordingID: id).turns.map(\.text) }

    private func found(_ query: String) throws -> [Int] {
        try archive.search(SearchRequest(query: query)).hits.map(\.turn.number)
    }

    @Test func theTextOfATurnIsCorrected() throws {
        try correct(1, .text("Good morning.  Let's discuss\nthe Café's budgets."))
        let turn = try archive.transcript(recordingID: id).turns[0]
        #expect(turn.text == "Good morning. Let's discuss the Café's budgets.")
        let old = TranscriptFixtures.meeting.turns[0]
        #expect(turn.words.map(\.range) == old.words.map(\.range))
        #expect(turn.words.map(\.confidence) == [0.875, 0.875, 0.875, 0.875, 0.875, 0.875, 1])
        #expect(turn.words.allSatisfy { $0.speaker == 0 })
        #expect(turn.range == old.range)
        #expect(try found("budgets") == [1])
        #expect(try found("budget") == [])
        #expect(try archive.integrityProblems().isEmpty)
        #expect(try archive.originalTranscript(recordingID: id) == TranscriptFixtures.meeting)
    }

    @Test func theNumberOfWordsFollows() throws {
        try correct(3, .text("Yes, we can."))
        #expect(try archive.recording(String(id)).wordCount == 16)
        // There is no pause for the new words.
        let words = try archive.transcript(recordingID: id).turns[2].words
        #expect(words.map(\.range.start) == [12.345, 12.595, 12.595])
        #expect(words.map(\.range.end) == [12.595, 12.595, 12.595])
        try undo()
        #expect(try archive.recording(String(id)).wordCount == 14)
    }

    @Test func theSpeakerOfATurnIsCorrected() throws {
        try correct(1, .speaker("s2"))
        try correct(3, .speaker("S1"))
        try correct(2, .speaker(nil))
        let turns = try archive.transcript(recordingID: id).turns
        #expect(turns.map(\.speaker) == [1, nil, 0])
        #expect(turns.map { $0.words.map(\.speaker) } == turns.map { turn in turn.words.map { _ in turn.speaker } })
        #expect(turns[0].words.allSatisfy { $0.speakerMargin == 1 })
        #expect(try archive.search(SearchRequest(query: "yes", speaker: "S1")).hits.count == 1)
        #expect(try archive.originalTranscript(recordingID: id) == TranscriptFixtures.meeting)
        for _ in 0..<3 { try undo() }
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
    }

    @Test func speechGoesWithTheTurns() throws {
        try correct(1, .speaker("S2"))
        try correct(3, .speaker("S1"))
        let transcript = try archive.transcript(recordingID: id)
        func spans(_ spans: [SpeechSpan]) -> [[Double]] {
            spans.map { [Double($0.speaker), $0.range.start, $0.range.end] }
        }
        #expect(spans(transcript.speech) == [[1, 0.5, 7.5], [0, 12.345, 12.595]])
        #expect(spans(transcript.exclusiveSpeech) == [[1, 0.5, 7.5], [0, 12.345, 12.595]])
        #expect(try archive.outline(recordingID: id).speech == transcript.speech)
        #expect(
            try archive.query("SELECT speaker, turn_count FROM v_talk_time ORDER BY 1").rows
                == [[.text("S1"), .integer(1)], [.text("S2"), .integer(2)]])
        #expect(try archive.originalTranscript(recordingID: id) == TranscriptFixtures.meeting)
        try undo()
        #expect(spans(try archive.transcript(recordingID: id).speech) == [[1, 0.5, 7.5]])
        try undo()
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
        #expect(try archive.query("SELECT * FROM original_speech").rows.isEmpty)
    }

    @Test func correctionsAreTakenBackOneByOne() throws {
        try correct(1, .text("One."))
        try correct(1, .text("One two."))
        try correct(1, .speaker("S2"))
        #expect(try texts()[0] == "One two.")
        try undo()
        #expect(try archive.transcript(recordingID: id).turns[0].speaker == 0)
        try undo()
        #expect(try texts()[0] == "One.")
        try correct(1, .text("Other."))
        try undo()
        try undo()
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
        #expect(throws: TurnEditError(recordingID: id, problem: .nothingToUndo)) { try undo() }
        let states = try archive.edits(recordingID: id).map(\.state)
        #expect(states == Array(repeating: .undone(at: "2024-06-02T00:00:00Z"), count: 4))
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test func theHistoryIsKept() throws {
        try correct(3, .text("No."))
        try correct(3, .speaker("S2"))
        try undo()
        let range = TimeRange(start: 12.345, end: 12.595)
        #expect(
            try archive.edits(recordingID: id) == [
                TurnEditRecord(
                    id: 1, madeAt: "2024-06-01T00:00:00Z", range: range, originalText: "Yes.", originalSpeaker: nil,
                    edit: .text("No."), state: .applied),
                TurnEditRecord(
                    id: 2, madeAt: "2024-06-01T00:00:00Z", range: range, originalText: "No.", originalSpeaker: nil,
                    edit: .speaker("S2"), state: .undone(at: "2024-06-02T00:00:00Z")),
            ])
    }

    @Test(
        arguments: [
            (0, .text("a"), .noSuchTurn(number: 0, count: 3)), (4, .text("a"), .noSuchTurn(number: 4, count: 3)),
            (-9, .speaker("S1"), .noSuchTurn(number: -9, count: 3)), (1, .text(" \n"), .noWords),
            (1, .speaker("S9"), .noSuchSpeaker(name: "S9", known: ["S1", "S2"])),
            (1, .speaker("S1"), .changesNothing(number: 1)), (3, .text("Yes."), .changesNothing(number: 3)),
            (3, .speaker(nil), .changesNothing(number: 3)),
        ] as [(Int, TurnEdit, TurnEditProblem)])
    func whatCannotBeIsRefused(turn: Int, edit: TurnEdit, problem: TurnEditProblem) throws {
        #expect(throws: TurnEditError(recordingID: id, problem: problem)) { try correct(turn, edit) }
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
        #expect(try archive.edits(recordingID: id).isEmpty)
    }

    @Test func correctionsAreMadeAgainInANewRun() throws {
        try correct(1, .text("Good morning. Let's discuss the coffee budget."))
        try correct(2, .text("The state-of-the-art one? I do know."))
        try correct(3, .speaker("S2"))
        // The new run swaps the labels of the voices, divides the first turn in two, and has another word.
        var again = TranscriptFixtures.meeting
        again.speakers.reverse()
        again.speakers[0].label = "S1"
        again.speakers[1].label = "S2"
        again.speech = again.speech.map { SpeechSpan(speaker: 1 - $0.speaker, range: $0.range) }
        again.exclusiveSpeech = again.exclusiveSpeech.map { SpeechSpan(speaker: 1 - $0.speaker, range: $0.range) }
        again.turns = [
            TranscriptFixtures.turn(1, start: 0.5, wordSeconds: 0.5, "Good morning."),
            TranscriptFixtures.turn(1, start: 1.6, wordSeconds: 0.5, "Let's discuss the café's budget."),
            TranscriptFixtures.turn(0, start: 4, wordSeconds: 0.5, "A state-of-the-art one? I don't know."),
            TranscriptFixtures.turn(nil, start: 12.3, wordSeconds: 0.3, "Yes."),
        ]
        try archive.save(again)
        let turns = try archive.transcript(recordingID: id).turns
        #expect(
            turns.map(\.text) == [
                "Good morning.", "Let's discuss the coffee budget.", "A state-of-the-art one? I do know.", "Yes.",
            ])
        // S2 of the first run is S1 of the second.
        #expect(turns[3].speaker == 0)
        #expect(try archive.edits(recordingID: id).map(\.state) == [.applied, .applied, .applied])
        #expect(try archive.originalTranscript(recordingID: id) == again)
        #expect(try found("coffee") == [2])
        for _ in 0..<3 { try undo() }
        #expect(try archive.transcript(recordingID: id) == again)
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test func whatHasNoPlaceIsKeptForTheNextRun() throws {
        try correct(1, .text("Good morning. Let's discuss the coffee budget."))
        try correct(3, .speaker("S2"))
        try archive.save(
            TranscriptFixtures.meeting(turns: [
                TranscriptFixtures.turn(0, start: 0.5, wordSeconds: 0.5, "Something else was said."),
                TranscriptFixtures.turn(1, start: 11, wordSeconds: 5, "Much longer."),
            ]))
        #expect(try texts() == ["Something else was said.", "Much longer."])
        #expect(
            try archive.edits(recordingID: id).map(\.state) == [
                .notApplied(reason: "other words are at its place"),
                .notApplied(reason: "the speech is cut into other turns"),
            ])
        try archive.save(TranscriptFixtures.meeting)
        #expect(try archive.edits(recordingID: id).map(\.state) == [.applied, .applied])
        #expect(try texts()[0].contains("coffee"))
        #expect(try archive.transcript(recordingID: id).turns[2].speaker == 1)
    }

    @Test func correctionsOfCorrectionsAreMadeAgain() throws {
        try correct(3, .text("No."))
        try correct(3, .text("No way."))
        try archive.save(TranscriptFixtures.meeting)
        #expect(try texts()[2] == "No way.")
        try undo()
        #expect(try texts()[2] == "No.")
        try undo()
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
    }

    @Test(arguments: TranscriptFixtures.hostileTexts) func anyTextCanBeWritten(text: String) throws {
        do {
            try correct(1, .text(text))
        } catch let error as TurnEditError where error.problem == .noWords {
            #expect(text.allSatisfy { $0.isWhitespace })
            return
        }
        #expect(try texts()[0] == text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        try archive.save(TranscriptFixtures.meeting)
        #expect(try texts()[0] == text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        #expect(try archive.edits(recordingID: id).map(\.state) == [.applied])
        try undo()
        #expect(try archive.transcript(recordingID: id) == TranscriptFixtures.meeting)
        #expect(try archive.integrityProblems().isEmpty)
    }

    @Test(arguments: 0..<10) func hostileTurnsAreCorrectedAndRestored(seed: UInt64) throws {
        let transcript = TranscriptFixtures.random(seed: seed)
        let id = try archive.save(transcript)
        for number in transcript.turns.indices.map({ $0 + 1 }) {
            try archive.edit(recordingID: id, turn: number, .text("one two three \(number)"), at: "")
            let name = transcript.turns[number - 1].speaker == nil ? transcript.speakers.first?.label : nil
            if transcript.turns[number - 1].speaker != nil || name != nil {
                try archive.edit(recordingID: id, turn: number, .speaker(name), at: "")
            }
        }
        #expect(try archive.originalTranscript(recordingID: id) == transcript)
        while try archive.edits(recordingID: id).contains(where: { $0.state == .applied }) {
            try archive.undoEdit(recordingID: id, at: "")
        }
        #expect(try archive.transcript(recordingID: id) == transcript)
        #expect(try archive.integrityProblems().isEmpty)
    }
}
