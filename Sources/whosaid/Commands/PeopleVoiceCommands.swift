import ArchiveCore
import ArchivePeople
import ArgumentParser
import Foundation
import MeetingPipeline
import ModelFiles
import Reports
import StageCache
import TranscriptText

/// `whosaid people enrol`: voice samples of a person.
struct PeopleEnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: "Add voice samples of a person, from recordings in which nobody else speaks.",
        discussion: """
            The archive keeps voice embeddings, not the recordings.

            Examples:
              whosaid people enrol Ann ann.wav
                  Learn the voice of Ann from a recording.
            """)

    @Argument(help: "The person: name or number, or the name of a new person.")
    var person: String

    @Argument(help: ArgumentHelp("Recordings in which only this person speaks.", valueName: "file"))
    var files: [String]

    @OptionGroup var models: ModelOptions
    @OptionGroup var archive: ArchiveOptions

    func run() async throws { try await Interruption.run { try await enrol() } }

    private func enrol() async throws {
        let archive = try archive.openOrCreate()
        let (store, allotment) = (try models.store(), Allotment.ofThisProcess())
        let plan = MemoryPlan(
            bytes: allotment.plannedBytes, workers: allotment.processors.amount, store.manifest)
        let listener = try VoiceListener(store, workers: plan.listeningWorkers)
        var samples: [VoiceSample] = []
        for file in files {
            guard let voice = try await listener.voice(of: file) else {
                throw CommandError.noVoice(path: file)
            }
            Messages.writeLine("\(file): \(FixedDecimal.text(voice.seconds, digits: 1)) s of speech")
            samples.append(
                VoiceSample(
                    file: RecordingPath.canonical(file), embedding: voice.embedding, cleanSeconds: voice.seconds))
        }
        try Messages.report(
            archive.enrol(InertText.line(person), samples, at: Date().formatted(.iso8601)))
    }
}

/// `whosaid people forget`: erases the name and the voice of a person.
struct PeopleForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Erase the name and the voice of a person permanently.",
        discussion: """
            The speakers get their labels back. Their voice embeddings, including those of earlier transcripts of the \
            same recordings, are removed, and the archive file is rewritten so that no deleted bytes remain. \
            Transcripts stay. Entries of the stage cache do not say whose voices they hold, so all voice entries are \
            removed. This cannot be undone. Without a person, only the file is rewritten; use this if another process \
            has prevented it. You must erase copies and backups of the archive yourself.

            Examples:
              whosaid people forget Ann
                  Erase the name and the voice of Ann.
              whosaid people forget
                  Rewrite the archive file without deleted data.
            """)

    @Argument(help: "The person: name or number.")
    var person: String?

    @OptionGroup var cache: CacheOptions
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let folder = try cache.folder()
        let archive = try archive.openExisting()
        guard let person else {
            try archive.eraseFreeSpace()
            return Messages.write("\(archive.path) was rewritten and contains no deleted data")
        }
        let forgotten = try archive.forgetPerson(person)
        let removal = try folder.remove(stage: MeetingTranscriber.Stage.listening.rawValue)
        Messages.write(
            "erased the name and \(forgotten.voiceCount) \(forgotten.voiceCount == 1 ? "voice" : "voices") of "
                + "\(forgotten.recordingCount) \(forgotten.recordingCount == 1 ? "recording" : "recordings"), and "
                + "\(removal.entries) \(removal.entries == 1 ? "entry" : "entries") of the stage cache")
        if removal.inUse > 0 {
            Messages.write(
                "\(removal.inUse) cache entries in use were kept; `whosaid cache prune --all` removes them later"
            )
        }
    }
}
