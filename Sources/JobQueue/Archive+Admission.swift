public import ArchiveCore
public import Foundation
import GRDB

extension Archive {
    /// What a file held when it was read last, if it has not been touched since.
    public func rememberedContentHash(path: String, stamp: FileStamp) throws -> String? {
        try read { try JobWriter(db: $0).contentHash(path, stamp) }
    }

    /// Makes jobs of requests in one transaction, except where there is nothing to do.
    ///
    /// A content whose current transcript has the same settings, models and result key is done; a path at which it was not
    /// seen before is remembered all the same. A request for what another job asks for already joins that job. A job
    /// in quarantine stays there if its content was to blame and the program is the same, else it is queued again.
    /// - Parameter force: Make jobs also of what is done or in quarantine.
    /// - Returns: What became of each request, in their order.
    public func enqueue(_ requests: [JobRequest], force: Bool = false, now: Date) throws -> [JobAdmission] {
        // Looking first: a transaction that changes nothing would still wait for the disk.
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
