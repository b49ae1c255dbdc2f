import Foundation
import TranscriptStore

/// The files that a user means by `PATH…`, and what could not be found.
///
/// A folder stands for the candidates in it and in the folders below it, in order of their paths; hidden files and
/// folders are left out. A file that is named is always taken, whatever its name. A file that is found twice, also
/// through links, is taken once, where it was found first.
struct InputCollection: Hashable {
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

    /// Canonical paths, see `RecordingPath`, in the order of the arguments.
    private(set) var files: [String] = []
    /// What is not in `files`, in the order of the arguments; the others are good none the less.
    private(set) var problems: [Problem] = []

    /// - Parameters:
    ///   - arguments: Paths of files and folders.
    ///   - isCandidate: Whether a file in a folder is to be taken, by its path.
    init(arguments: [String], isCandidate: @escaping (String) -> Bool) {
        var taken: Set<FileIdentity> = []
        for argument in arguments {
            let path = RecordingPath.canonical(argument)
            do {
                let node = try FileNode(path)
                if node.isFolder {
                    var walk = FolderWalk(isCandidate: isCandidate)
                    walk.visit(path, node.identity)
                    problems += walk.problems
                    if walk.found.isEmpty && walk.problems.isEmpty {
                        problems.append(Problem(path: path, reason: .nothingInFolder))
                    }
                    for file in walk.found.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
                    where taken.insert(file.identity).inserted {
                        files.append(file.path)
                    }
                } else if taken.insert(node.identity).inserted {
                    files.append(path)
                }
            } catch {
                problems.append(Problem(path: path, reason: error.reason))
            }
        }
    }
}

/// What makes two paths the same file.
private struct FileIdentity: Hashable {
    let device: UInt64
    let number: UInt64
}

/// A file or folder at the end of all links.
private struct FileNode {
    struct Unavailable: Error {
        let reason: InputCollection.Reason
    }

    let identity: FileIdentity
    let isFolder: Bool
    let isRegular: Bool

    init(_ path: String) throws(Unavailable) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            switch errno {
            case ENOENT where path.unicodeScalars.contains("\u{FFFD}"):
                throw Unavailable(reason: .unreadable("its name is not valid UTF-8"))
            case ENOENT, ENOTDIR: throw Unavailable(reason: .missing)
            default: throw Unavailable(reason: .unreadable(String(cString: strerror(errno))))
            }
        }
        identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }
}

/// A walk through a folder and those below it, each once, whatever circles links make.
private struct FolderWalk {
    let isCandidate: (String) -> Bool
    private(set) var found: [(path: String, identity: FileIdentity)] = []
    private(set) var problems: [InputCollection.Problem] = []
    private var visited: Set<FileIdentity> = []

    init(isCandidate: @escaping (String) -> Bool) { self.isCandidate = isCandidate }

    mutating func visit(_ folder: String, _ identity: FileIdentity) {
        guard visited.insert(identity).inserted else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            problems.append(.init(path: folder, reason: .unreadable("the folder cannot be read")))
            return
        }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".") {
            let path = folder == "/" ? "/" + name : folder + "/" + name
            do {
                let node = try FileNode(path)
                if node.isFolder {
                    visit(path, node.identity)
                } else if node.isRegular && isCandidate(path) {
                    found.append((path, node.identity))
                }
            } catch {
                // A broken link to something else than a recording is none of our business.
                if isCandidate(path) { problems.append(.init(path: path, reason: error.reason)) }
            }
        }
    }
}
