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
        commandName: "enrol", abstract: "Make a person known by recordings in which nobody else speaks.",
        discussion: "The recordings do not come into the archive; what is kept is how the voice sounds.")

    @Argument(help: "The person: name or number, or the name of somebody new.")
    var person: String

    @Argument(help: ArgumentHelp("Recordings of that voice alone.", valueName: "file"))
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

/// `whosaid people forget`: erases name and voice.
struct PeopleForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Erase the name and the voice of a person for good.",
        discussion: """
            The speakers get their labels back, and their voices, also those of earlier transcripts of the same \
            recordings, are taken out of the archive, whose file is then written anew. What was said stays. As entries \
            of the stage cache do not tell whose voices they hold, all that stages have kept of voices goes as well. \
            This cannot be undone. Without a person, only the file is written anew, for where another process was in \
            the way. Copies and backups of the archive are your own to erase.
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
            return Messages.write("no byte of what was deleted is left in \(archive.path)")
        }
        let forgotten = try archive.forgetPerson(person)
        let removal = try folder.remove(stage: MeetingTranscriber.Stage.listening.rawValue)
        Messages.write(
            "erased the name and \(forgotten.voiceCount) \(forgotten.voiceCount == 1 ? "voice" : "voices") of "
                + "\(forgotten.recordingCount) \(forgotten.recordingCount == 1 ? "recording" : "recordings"), and "
                + "\(removal.entries) \(removal.entries == 1 ? "entry" : "entries") of the stage cache")
        if removal.inUse > 0 {
            Messages.write(
                "\(removal.inUse) of the cache were in use and are still there; `whosaid cache prune --all` removes them"
            )
        }
    }
}
