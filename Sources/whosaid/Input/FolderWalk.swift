import AudioIO
import FileSystem
import Foundation
import Reports

/// A file or folder, after following all links.
struct FileNode {
    struct Unavailable: Error {
        let reason: InputCollection.Reason
    }

    let identity: FileIdentity
    let isFolder: Bool
    let isRegular: Bool

    /// - Parameter path: Any bytes.
    init(_ path: [UInt8]) throws(Unavailable) {
        let status: FileStatus
        do throws(SystemError) {
            status = try FileStatus(bytes: path)
        } catch {
            throw Unavailable(reason: error.isMissing ? .missing : .unreadable(error.text))
        }
        identity = status.identity
        isFolder = status.kind == .folder
        isRegular = status.kind == .regular
    }

    /// The file or folder at a path and the bytes of the path.
    /// - Parameter spelling: As in `SpelledPath`.
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

/// A walk through a folder and its subfolders. Each folder is visited once, even if links form a cycle.
struct FolderWalk {
    private(set) var found: [(path: [UInt8], identity: FileIdentity)] = []
    private(set) var problems: [InputCollection.Problem] = []
    /// The number of files that are neither candidates nor excluded, by extension; see `PassedOver`.
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
                // Broken links are reported only if their names are those of recordings.
                if isWanted { problems.append(.init(path: spelling, reason: error.reason)) }
            }
        }
    }

    /// The names in a folder as bytes, because Foundation omits names that are no UTF-8. Nil if the folder cannot be
    /// read.
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
    /// The bytes as a null-terminated C string.
    fileprivate var cString: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
