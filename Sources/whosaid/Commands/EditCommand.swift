import ArchiveCore
import ArchiveEdits
import ArgumentParser
import Foundation
import Reports
import Transcript
import TranscriptExport
import TranscriptText

/// `whosaid edit`: corrections that outlast the transcript.
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Correct the text or the speaker of a turn.",
        discussion: """
            Unchanged words keep their times and confidence. New words get the time of the words that they replace. \
            The archive keeps the original. When the recording is transcribed again, the correction is applied again; \
            where the new transcript has no matching place, --history says so, and the correction is tried again next \
            time.

            Examples:
              whosaid show 1 --numbers
                  Print recording 1 with the numbers of its turns.
              whosaid edit 1 --turn 3 --text 'We ship in May.'
                  Correct the text of turn 3.
              whosaid edit 1 --turn 4 --speaker S2
                  Assign turn 4 to speaker S2; ? stands for an unknown speaker.
              whosaid edit 1 --undo
                  Undo the last correction; once more, the one before.
            """)

    @OptionGroup var recording: RecordingArgument

    @Option(help: ArgumentHelp("Number of the turn, from 1.", valueName: "number"))
    var turn: Int?

    @Option(help: ArgumentHelp("The correct text of the turn.", valueName: "words"))
    var text: String?

    @Option(help: ArgumentHelp("The correct speaker: a speaker of the recording, or ? for unknown.", valueName: "name"))
    var speaker: String?

    @Flag(help: "Undo the last correction.")
    var undo = false

    @Flag(help: "Show all corrections and their state.")
    var history = false

    @Flag(help: "With --history: print JSON, as in `whosaid schema edits`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        let corrects = turn != nil || text != nil || speaker != nil
        guard [corrects, undo, history].filter(\.self).count == 1 else {
            throw ValidationError("give --turn with --text or --speaker, or --undo, or --history")
        }
        guard !corrects || (turn != nil && (text != nil) != (speaker != nil)) else {
            throw ValidationError("--turn needs either --text or --speaker, and each of them needs --turn")
        }
        guard turn.map({ $0 >= 1 }) ?? true else { throw ValidationError("--turn must be at least 1") }
        guard !json || history else { throw ValidationError("--json needs --history") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let id = try archive.recording(recording.recording).id
        let now = Date().formatted(.iso8601)
        if history {
            let edits = try archive.edits(recordingID: id)
            if json { return try StandardOutput.write(EditHistory.document(id, edits).pretty + "\n") }
            if edits.isEmpty { return Messages.write("recording \(id) has no corrections") }
            return try StandardOutput.write(EditHistory.table(edits).text)
        }
        if undo {
            let edit = try archive.undoEdit(recordingID: id, at: now)
            return Messages.write("undid correction \(edit.id)")
        }
        guard let turn else { return }
        // Text in the archive has no control characters.
        let edit = text.map { TurnEdit.text(InertText.line($0)) } ?? .speaker(speaker == "?" ? nil : speaker)
        let transcript = try archive.edit(recordingID: id, turn: turn, edit, at: now).transcript
        let printer = TranscriptPrinter(style: .standardOutput)
        for line in transcript.dialogue where line.turn == turn { try StandardOutput.write(printer.line(line) + "\n") }
    }
}
