import AudioIO
import Foundation
import TestSupport

/// A folder of recordings of a second or two: some with speech, one without, one twice, one that is none.
final class ShortRecordings: Sendable {
    let folder: ScratchFolder
    /// The archive after a run that nothing disturbed.
    let undisturbed: ArchiveContent
    /// How that run ended: one file is no recording.
    static let status: Int32 = 1

    static let shared = Result { try ShortRecordings() }

    private init() throws {
        folder = try ScratchFolder()
        let reader = try AudioReader(path: TestResources.sample("beckett.wav"))
        let samples = try reader.read(.max)
        for (index, start) in [0.0, 2.2, 4.4].enumerated() {
            let part = samples[Int(16_000 * start)..<Int(16_000 * (start + 2))]
            _ = try MonoWave.write(Array(part), to: folder, name: "part \(index).wav")
        }
        _ = try MonoWave.write([Float](repeating: 0, count: 16_000), to: folder, name: "silence.wav")
        try FileManager.default.copyItem(atPath: folder.file("part 1.wav"), toPath: folder.file("copy of part 1.wav"))
        try folder.write("no audio", to: "bad.wav")
        let program = try WhoSaidProgram()
        let run = try program.run("transcribe", folder.path)
        guard run.status == Self.status else { throw Failed(run: run) }
        undisturbed = try ArchiveContent(program.archivePath)
    }

    struct Failed: Error {
        let run: ProgramRun
    }
}
