public import FileSystem
public import Foundation

/// Finds files that are no longer written to: their stamps have stayed the same for a while.
public struct SettledFiles: Sendable {
    private struct Look {
        let stamp: FileStamp
        let since: Date
        var isHandedOut = false
    }

    private let settleSeconds: Double
    private var looks: [String: Look] = [:]

    /// - Parameter settleSeconds: How long a file must have stayed the same.
    public init(settleSeconds: Double) { self.settleSeconds = settleSeconds }

    /// Takes a look at all files there are.
    /// - Parameter files: Paths and stamps.
    /// - Returns: Those that have settled since an earlier look, in their order, each once for each of its contents.
    public mutating func settled(_ files: [(path: String, stamp: FileStamp)], now: Date) -> [String] {
        var settled: [String] = []
        var looks: [String: Look] = [:]
        for (path, stamp) in files {
            var look = self.looks[path].flatMap { $0.stamp == stamp ? $0 : nil } ?? Look(stamp: stamp, since: now)
            if !look.isHandedOut && now.timeIntervalSince(look.since) >= settleSeconds {
                look.isHandedOut = true
                settled.append(path)
            }
            looks[path] = look
        }
        // Files that are gone are forgotten: should they come back, they are new.
        self.looks = looks
        return settled
    }
}
