public import ArchiveCore
public import FileSystem
public import Foundation
import GRDB

extension Archive {
    /// Content hash of a file when it was last read; nil if its stamp has changed since.
    public func rememberedContentHash(path: String, stamp: FileStamp) throws -> String? {
        try read { try JobWriter(db: $0).contentHash(path, stamp) }
    }

    /// Makes jobs of requests in one transaction, except where there is nothing to do.
    ///
    /// A content whose current transcript has the same settings, models and result key is done; a new path of it is
    /// remembered all the same. A request for the content and settings of an open job joins that job. A job in quarantine stays there if
    /// its content was to blame and the program is the same, else it is queued again.
    /// - Parameter force: Make jobs also for contents that are done or in quarantine.
    /// - Returns: The answer to each request, in their order.
    public func enqueue(_ requests: [JobRequest], force: Bool = false, now: Date) throws -> [JobAdmission] {
        // A read comes first, because a write that changes nothing would still wait for the disk.
        let settled = try read { db in
            try requests.map { try force ? nil : JobWriter(db: db).settledAdmission($0) }
        }
        let known = settled.compactMap(\.self)
        if known.count == requests.count { return known }
        return try write { db in
            let writer = JobWriter(db: db)
            return try requests.map { try writer.admit($0, force: force, now: now) }
        }
    }
}
