import Foundation
import TestSupport

/// A copy of the models folder that a test may spoil; what it does not spoil is linked, not copied.
struct ModelsCopy {
    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        guard let models = TestResources.models else { throw MissingModels() }
        for name in try FileManager.default.subpathsOfDirectory(atPath: models.path) {
            let source = models.appendingPathComponent(name)
            let target = folder.file(name)
            if try source.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true {
                try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            } else {
                try FileManager.default.createSymbolicLink(
                    atPath: target, withDestinationPath: source.resolvingSymlinksInPath().path)
            }
        }
    }

    /// Replaces a file by one in which the lowest bit of the last byte is the other way round.
    func changeOneBit(of name: String) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
        bytes[bytes.endIndex - 1] ^= 1
        try remove(name)
        try bytes.write(to: URL(fileURLWithPath: folder.file(name)))
    }

    /// Replaces a file by its first bytes.
    func cut(_ name: String, toBytes count: Int) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name))).prefix(count)
        try remove(name)
        try bytes.write(to: URL(fileURLWithPath: folder.file(name)))
    }

    /// Takes a file away.
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.file(name)) }

    /// There are no models to copy.
    struct MissingModels: Error, CustomStringConvertible {
        var description: String { "the models are needed; run scripts/setup" }
    }
}
