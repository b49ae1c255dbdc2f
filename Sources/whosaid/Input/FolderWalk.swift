import AudioIO
import Foundation
import JobRunner
import Reports

/// What makes two paths the same file.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
}

/// A file or folder at the end of all links.
struct FileNode {
    struct Unavailable: Error {
        let reason: InputCollection.Reason
    }

    let identity: FileIdentity
    let isFolder: Bool
    let isRegular: Bool

    /// - Parameter path: Any bytes.
    init(_ path: [UInt8]) throws(Unavailable) {
        var status = stat()
        guard stat(path.cString, &status) == 0 else {
            throw Unavailable(
                reason: errno == ENOENT || errno == ENOTDIR
                    ? .missing : .unreadable(String(cString: strerror(errno))))
        }
        identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }

    /// What is at a path, which may be spelled as in `SpelledPath`, and the bytes of the path.
    static func find(_ spelling: String) throws(Unavailable) -> (bytes: [UInt8], node: FileNode) {
        do {
            return (Array(spelling.utf8), try FileNode(Array(spelling.utf8)))
        } catch {
            let bytes = SpelledPath.bytes(of: spelling)
            guard bytes != Array(spelling.utf8) else { throw error }
            return (bytes, try FileNode(bytes))
        }
    }
}

/// A walk through a folder and those below it, each once, whatever circles links make.
struct FolderWalk {
    private(set) var found: [(path: [UInt8], identity: FileIdentity)] = []
    private(set) var problems: [InputCollection.Problem] = []
    /// Files that are no candidates and that no pattern leaves out, by their extensions; see `PassedOver`.
    private(set) var passedOver: [String: Int] = [:]
    private let rootCount: Int
    private let filter: PathFilter
    private let isCandidate: (String) -> Bool
    private var visited: Set<FileIdentity> = []

    /// - Parameter root: The folder that was named.
    init(root: [UInt8], filter: PathFilter, isCandidate: @escaping (String) -> Bool) {
        rootCount = root == Self.slash ? 1 : root.count + 1
        self.filter = filter
        self.isCandidate = isCandidate
    }

    private static let slash = [UInt8(ascii: "/")]

    mutating func visit(_ folder: [UInt8], _ identity: FileIdentity) {
        guard visited.insert(identity).inserted else { return }
        guard let names = Self.names(in: folder) else {
            let reason = InputCollection.Reason.unreadable("the folder cannot be read")
            problems.append(.init(path: SpelledPath.spelling(of: folder), reason: reason))
            return
        }
        for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) where name.first != UInt8(ascii: ".") {
            let path = folder == Self.slash ? folder + name : folder + Self.slash + name
            if filter.excludes(path[rootCount...]) { continue }
            let spelling = SpelledPath.spelling(of: path)
            let isWanted = filter.takes(path[rootCount...], isCandidate: isCandidate(spelling))
            do {
                let node = try FileNode(path)
                if node.isFolder {
                    visit(path, node.identity)
                } else if node.isRegular && isWanted {
                    found.append((path, node.identity))
                } else if node.isRegular && filter.included.isEmpty {
                    passedOver[AudioFiles.fileExtension(spelling) ?? "", default: 0] += 1
                }
            } catch {
                // A broken link to something else than a recording is none of our business.
                if isWanted { problems.append(.init(path: spelling, reason: error.reason)) }
            }
        }
    }

    /// The names in a folder, as bytes: Foundation loses those that are no UTF-8. Nil where it cannot be read.
    private static func names(in folder: [UInt8]) -> [[UInt8]]? {
        guard let stream = opendir(folder.cString) else { return nil }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { name in Array(name.prefix { $0 != 0 }) })
            errno = 0
        }
        return errno == 0 ? names : nil
    }
}

extension [UInt8] {
    /// The bytes as C wants them.
    fileprivate var cString: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
