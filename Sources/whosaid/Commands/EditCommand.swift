import ArchiveCore
import ArchiveEdits
import ArgumentParser
import Foundation
import Reports
import Transcript
import TranscriptExport
import TranscriptText

/// `whosaid edit`: corrections that stay.
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Correct what a turn says or who says it.",
        discussion: """
            Words that stay keep their times and confidence; new ones get the time of those that they replace. What it \
            was is kept. The correction is made again whenever the recording is transcribed anew; where it has no \
            place then, --history says so and it is kept for the next time.

              whosaid show 1 --numbers
              whosaid edit 1 --turn 3 --text 'We ship in May.'
              whosaid edit 1 --turn 4 --speaker S2       (? is nobody in particular)
              whosaid edit 1 --undo                      (the last one; again, the one before)
            """)

    @OptionGroup var recording: RecordingArgument

    @Option(help: ArgumentHelp("The number of the turn, from 1.", valueName: "number"))
    var turn: Int?

    @Option(help: ArgumentHelp("What the turn says.", valueName: "words"))
    var text: String?

    @Option(help: ArgumentHelp("Who says it: a speaker of the recording, or ? for nobody.", valueName: "name"))
    var speaker: String?

    @Flag(help: "Take back the last correction.")
    var undo = false

    @Flag(help: "Show all corrections and what became of them.")
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
            throw ValidationError("--turn needs --text or --speaker, one of them, and they need --turn")
        }
        guard turn.map({ $0 >= 1 }) ?? true else { throw ValidationError("--turn must be at least 1") }
        guard !json || history else { throw ValidationError("--json goes with --history only") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let id = try archive.recording(recording.recording).id
        let now = Date().formatted(.iso8601)
        if history {
            let edits = try archive.edits(recordingID: id)
            if json { return try StandardOutput.write(EditHistory.document(id, edits).pretty + "\n") }
            if edits.isEmpty { return Messages.write("nothing in it was corrected") }
            return try StandardOutput.write(EditHistory.table(edits).text)
        }
        if undo {
            let edit = try archive.undoEdit(recordingID: id, at: now)
            return Messages.write("took back correction \(edit.id)")
        }
        guard let turn else { return }
        // A word in the archive has no control characters that the recogniser has not put there.
        let edit = text.map { TurnEdit.text(InertText.line($0)) } ?? .speaker(speaker == "?" ? nil : speaker)
        let transcript = try archive.edit(recordingID: id, turn: turn, edit, at: now).transcript
        let printer = TranscriptPrinter(style: .standardOutput)
        for line in transcript.dialogue where line.turn == turn { try StandardOutput.write(printer.line(line) + "\n") }
    }
}
