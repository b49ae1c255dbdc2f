import ArchiveCore
import FileSystem
import Foundation
import JobRunner
import Reports

/// The files at the paths of the command line, and the paths without files.
///
/// A folder stands for the candidates in it and in its subfolders, in order of their paths, without hidden files and
/// folders. A named file is always included, whatever its extension. A file that is found twice, also through links, is
/// included once, where it was found first.
struct InputCollection: Hashable, Sendable {
    /// Why a path has no files.
    enum Reason: Hashable {
        /// The path does not exist.
        case missing
        /// The operating system refuses access.
        case unreadable(String)
        /// The folder has no candidates.
        case nothingInFolder
    }

    /// A path without files.
    struct Problem: Hashable, CustomStringConvertible {
        let path: String
        let reason: Reason

        /// The same for all reasons.
        var exitStatus: ExitStatus { .missingInput }

        var description: String {
            switch reason {
            case .missing: "\(path): no such file or folder"
            case .unreadable(let reason): "\(path): \(reason)"
            case .nothingInFolder: "\(path): no recordings in this folder"
            }
        }
    }

    /// Canonical paths, see `RecordingPath` and `SpelledPath`, in the order of the arguments.
    private(set) var files: [String] = []
    /// The paths without files, in the order of the arguments. They do not affect `files`.
    private(set) var problems: [Problem] = []
    /// The files of named folders that are not in `files`.
    private(set) var passedOver: [PassedOver] = []
    private let filter: PathFilter
    private var taken: Set<FileIdentity> = []

    /// An empty collection.
    /// - Parameter filter: Which files of folders are included.
    init(filter: PathFilter = PathFilter()) { self.filter = filter }

    /// - Parameters:
    ///   - arguments: Paths of files and folders.
    ///   - filter: Which files of folders are included.
    ///   - isCandidate: Whether a file of a folder is included if the filter has no opinion; takes its path.
    init(arguments: [String], filter: PathFilter = PathFilter(), isCandidate: @escaping (String) -> Bool) {
        self.init(filter: filter)
        for argument in arguments { add(argument, isCandidate: isCandidate) }
    }

    /// Adds a path at which there is nothing to take.
    mutating func add(_ problem: Problem) { problems.append(problem) }

    /// Adds the path of a file or folder. May block on a disk or a network.
    /// - Parameter isCandidate: As for `init`; called for everything in a folder.
    mutating func add(_ argument: String, isCandidate: @escaping (String) -> Bool) {
        let path = RecordingPath.canonical(argument)
        do {
            let (bytes, node) = try FileNode.find(path)
            if node.isFolder {
                var walk = FolderWalk(root: bytes, filter: filter, isCandidate: isCandidate)
                walk.visit(bytes, node.identity)
                problems += walk.problems
                if !walk.passedOver.isEmpty {
                    passedOver.append(PassedOver(folder: path, counts: walk.passedOver))
                }
                if walk.found.isEmpty && walk.problems.isEmpty {
                    problems.append(Problem(path: path, reason: .nothingInFolder))
                }
                for file in walk.found.sorted(by: { $0.path.lexicographicallyPrecedes($1.path) })
                where taken.insert(file.identity).inserted {
                    files.append(SpelledPath.spelling(of: file.path))
                }
            } else if taken.insert(node.identity).inserted {
                files.append(path)
            }
        } catch {
            problems.append(Problem(path: path, reason: error.reason))
        }
    }
}
