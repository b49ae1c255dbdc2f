public import ArchiveCore
public import Foundation
import GRDB
import Glibc

/// A process that works on jobs, as the archive knows it.
///
/// While the object lives, its process holds a lock on one byte of a file beside the archive. The operating system
/// lets go of it however the process ends, so that the jobs of a dead worker need not wait for the end of their lease.
public final class Worker: Sendable {
    /// Id in the archive, never used twice.
    public let id: Int64
    private let lock: WorkerLock

    fileprivate init(id: Int64, lock: WorkerLock) {
        self.id = id
        self.lock = lock
    }
}

extension Archive {
    /// Adds this process to the workers and forgets those that are gone.
    public func registerWorker(programVersion: String, now: Date) throws -> Worker {
        try write { db in
            try db.execute(
                sql: "INSERT INTO workers (process_id, program_version, started_at) VALUES (?, ?, ?)",
                arguments: [getpid(), programVersion, now.timeIntervalSince1970])
            let id = db.lastInsertedRowID
            // Within the transaction: nobody sees a living worker without its lock.
            let lock = try WorkerLock(file: workersFile, id: id)
            let idle = try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM workers WHERE id <> ? AND id NOT IN (
                        SELECT worker_id FROM jobs WHERE worker_id IS NOT NULL)
                    """, arguments: [id])
            for dead in try WorkerLock.free(idle, file: workersFile) {
                try db.execute(sql: "DELETE FROM workers WHERE id = ?", arguments: [dead])
            }
            return Worker(id: id, lock: lock)
        }
    }

    /// Ends the leases of workers whose process is gone.
    func endLeasesOfDeadWorkers(now: Date) throws {
        let busy = try read { db in
            try Int64.fetchAll(
                db, sql: "SELECT DISTINCT worker_id FROM jobs WHERE state = 'running' AND lease_expires_at > ?",
                arguments: [now.timeIntervalSince1970])
        }
        // Ids are never used again: once dead, dead for good.
        let dead = try WorkerLock.free(busy, file: workersFile)
        guard !dead.isEmpty else { return }
        try write { db in
            for id in dead {
                try db.execute(
                    sql: "UPDATE jobs SET lease_expires_at = ? WHERE state = 'running' AND worker_id = ?",
                    arguments: [now.timeIntervalSince1970, id])
            }
        }
    }

    /// Those of some workers whose process is known to be gone. Nothing is written.
    func deadWorkers(of ids: Set<Int64>) throws -> Set<Int64> {
        Set(try WorkerLock.free(ids.sorted(), file: workersFile, isForReading: true))
    }

    private var workersFile: String { path + "-workers" }
}

/// A lock on one byte of a file.
private final class WorkerLock: Sendable {
    // Of Linux's <fcntl.h>; Swift's module of the C library leaves them out. Such locks belong to the open file, not
    // to the process, and so are not lost when some other part of the process closes the same file.
    private static let setLock: Int32 = 37
    private static let getLock: Int32 = 36

    private let descriptor: Int32

    /// Takes the lock of a worker.
    init(file: String, id: Int64) throws {
        descriptor = try Self.open(file)
        var range = Self.range(id)
        guard fcntl(descriptor, Self.setLock, &range) == 0 else {
            let error = ArchiveError.cannotOpen(path: file, reason: String(cString: strerror(errno)))
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Those workers whose lock nobody holds.
    /// - Parameter isForReading: whether the file may only be read, and is not made: where there is none, nobody holds a
    ///   lock. Where it is another user's and cannot be opened, nothing is known of the locks, and none counts as free.
    static func free(_ ids: [Int64], file: String, isForReading: Bool = false) throws -> [Int64] {
        guard !ids.isEmpty else { return [] }
        // A description of its own: a lock is never in the way of the description that it was taken by.
        let descriptor: Int32
        if isForReading {
            descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
            if descriptor < 0 {
                switch errno {
                case ENOENT: return ids
                case EACCES, EPERM: return []
                default: throw ArchiveError.cannotOpen(path: file, reason: String(cString: strerror(errno)))
                }
            }
        } else {
            descriptor = try open(file)
        }
        defer { close(descriptor) }
        return try ids.filter { id in
            var range = range(id)
            guard fcntl(descriptor, getLock, &range) == 0 else {
                throw ArchiveError.cannotOpen(path: file, reason: String(cString: strerror(errno)))
            }
            return range.l_type == Int16(F_UNLCK)
        }
    }

    private static func open(_ file: String) throws -> Int32 {
        let descriptor = Glibc.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ArchiveError.cannotOpen(path: file, reason: String(cString: strerror(errno)))
        }
        return descriptor
    }

    private static func range(_ id: Int64) -> flock {
        var range = flock()
        range.l_type = Int16(F_WRLCK)
        range.l_whence = Int16(SEEK_SET)
        range.l_start = off_t(id)
        range.l_len = 1
        return range
    }
}
