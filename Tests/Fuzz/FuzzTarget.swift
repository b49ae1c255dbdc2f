import Foundation

/// A reader of bytes from outside, and valid inputs from which hostile ones are made.
struct FuzzTarget: Sendable {
    /// Name on the command line.
    let name: String
    /// How many rounds it is given for each round that is asked for: less where one starts programs or opens archives.
    var share = 1.0
    /// Texts and bytes that have a meaning in the format, put in at random.
    var tokens: [[UInt8]] = []
    /// Whether inputs are JSON.
    var isJSON = false
    /// See `Mutator.repair`.
    var repair: (@Sendable ([UInt8]) -> [UInt8])?
    /// Makes the valid inputs; the same in every run.
    let corpus: @Sendable (_ scratch: Scratch) throws -> [[UInt8]]
    /// Prepares the reader. What it gives back reads one input: an error is a refusal, which is right of most inputs; a
    /// trap, a signal, a hang or a broken promise (`Broken`) is a find.
    let reader: @Sendable (_ scratch: Scratch) throws -> (_ input: [UInt8]) throws -> Void

    /// All targets.
    static let all: [FuzzTarget] =
        audioTargets + modelTargets + cacheTargets + importTargets + scoringTargets + textTargets + archiveTargets
        + programTargets
}

/// The reader did not refuse an input, but what it made of it is wrong.
struct Broken: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// - Throws: `Broken` where something does not hold.
    static func unless(_ condition: Bool, _ description: @autoclosure () -> String) throws {
        if !condition { throw Broken(description()) }
    }
}

/// A folder for the files of one worker.
struct Scratch {
    let path: String

    /// Makes the folder, in memory where the system has such a place.
    init() throws {
        let shared = "/dev/shm"
        let base = FileManager.default.isWritableFile(atPath: shared) ? shared : NSTemporaryDirectory()
        path = base + "/whosaid-fuzz-\(getpid())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    func bytes(of name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: file(name)))) }

    func remove() throws { try FileManager.default.removeItem(atPath: path) }
}

/// Small files of the package's tests.
enum Fixtures {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: package.appending(path: path))) }

    /// All files of a folder with one of the extensions, by name.
    static func files(in folder: String, _ extensions: Set<String>) throws -> [[UInt8]] {
        let names = try FileManager.default.contentsOfDirectory(atPath: package.appending(path: folder).path).sorted()
        return try names.filter { extensions.contains(URL(filePath: $0).pathExtension) }
            .map { try bytes("\(folder)/\($0)") }
    }
}
