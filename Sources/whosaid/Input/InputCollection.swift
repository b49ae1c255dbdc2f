import ArchiveCore
import Foundation
import JobRunner
import Reports

/// The files that a user means by `PATH…`, and what could not be found.
///
/// A folder stands for the candidates in it and in the folders below it, in order of their paths; hidden files and
/// folders are left out. A file that is named is always taken, whatever its name. A file that is found twice, also
/// through links, is taken once, where it was found first.
struct InputCollection: Hashable, Sendable {
    /// Why there is nothing to take at a path.
    enum Reason: Hashable {
        /// There is nothing of that name.
        case missing
        /// The operating system does not let us look.
        case unreadable(String)
        /// The folder holds no candidate.
        case nothingInFolder
    }

    /// A path at which there is nothing to take.
    struct Problem: Hashable, CustomStringConvertible {
        let path: String
        let reason: Reason

        /// All of them mean that an input is missing.
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
    /// What is not in `files`, in the order of the arguments; the others are good none the less.
    private(set) var problems: [Problem] = []
    /// What was not taken of each folder that was named, where there is such a thing.
    private(set) var passedOver: [PassedOver] = []
    private let filter: PathFilter
    private var taken: Set<FileIdentity> = []

    /// Begins with nothing.
    /// - Parameter filter: Which files of folders are taken.
    init(filter: PathFilter = PathFilter()) { self.filter = filter }

    /// - Parameters:
    ///   - arguments: Paths of files and folders.
    ///   - filter: Which files of folders are taken.
    ///   - isCandidate: Whether a file in a folder is to be taken where the filter does not say so, by its path.
    init(arguments: [String], filter: PathFilter = PathFilter(), isCandidate: @escaping (String) -> Bool) {
        self.init(filter: filter)
        for argument in arguments { add(argument, isCandidate: isCandidate) }
    }

    /// Adds a path at which there is nothing to take.
    mutating func add(_ problem: Problem) { problems.append(problem) }

    /// Adds the path of a file or folder. May wait for a disk or a network.
    /// - Parameter isCandidate: As for `init`; is asked of everything that a folder holds.
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
