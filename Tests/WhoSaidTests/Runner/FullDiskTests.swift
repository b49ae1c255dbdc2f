import ArchiveCore
import Foundation
import TestSupport
import Testing

/// An archive on a disk that is full, with a little more room each time, until the run succeeds.
@Suite("full disk", .enabled(if: SmallDisk.isAvailable && TestResources.hasModels, "needs root, mount and the models"))
struct FullDiskTests {
    @Test func aRunThatFindsNoRoomLeavesASoundArchiveAndTheNextOneGoesOn() throws {
        let recordings = try ShortRecordings.shared.get()
        let program = try WhoSaidProgram()
        let disk = try SmallDisk(kibibytes: 4, at: program.folder.file("disk"))
        let archive = disk.path + "/archive.db"
        var refusals = 0
        for kibibytes in stride(from: 16, through: 8192, by: 64) {
            try disk.resize(kibibytes: kibibytes)
            let run = try program.run(
                "transcribe", recordings.folder.path, "--database", archive, "--patience", "0",
                "--attempts", "1000000")
            if run.status == ShortRecordings.status { break }
            refusals += 1
            #expect(run.status == 74, "\(kibibytes) KiB: \(run.errors)")
            #expect(run.errors.contains("no space is left for the archive \(archive)"), "\(run.errors)")
            // Looked at elsewhere: opening an archive needs room, too.
            let copy = program.folder.file("copy\(kibibytes).db")
            for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: archive + suffix) {
                try FileManager.default.copyItem(atPath: archive + suffix, toPath: copy + suffix)
            }
            if FileManager.default.fileExists(atPath: copy) {
                let content = try ArchiveContent(copy)
                #expect(Set(content.rows(of: "word")).isSubset(of: recordings.undisturbed.rows(of: "word")))
            }
        }
        #expect(refusals > 3)
        #expect(try ArchiveContent(archive) == recordings.undisturbed)
    }
}

/// A file system in memory of a given size.
private final class SmallDisk {
    let path: String

    static let isAvailable: Bool = {
        guard geteuid() == 0 else { return TestResources.requireAll }
        do {
            _ = try SmallDisk(kibibytes: 4, at: ScratchFolder().file("disk"))
            return true
        } catch {
            return TestResources.requireAll
        }
    }()

    init(kibibytes: Int, at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path)
    }

    deinit {
        do {
            try Self.run("/bin/umount", path)
        } catch {
            Issue.record(error)
        }
    }

    func resize(kibibytes: Int) throws {
        try Self.run("/bin/mount", "-o", "remount,size=\(kibibytes)k", path)
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let run = try ProgramRun(program, arguments)
        guard run.status == 0 else { throw Failed(errors: run.errors) }
    }

    struct Failed: Error {
        let errors: String
    }
}
