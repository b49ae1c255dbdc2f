import Foundation

/// How often and when something that failed is tried again.
public struct RetryPolicy: Hashable, Sendable {
    /// Attempts at a job, at least 1; after the last one it goes into quarantine.
    public var attemptLimit: Int
    /// From the first failure of a job to its second attempt, in seconds; each further wait is four times as long.
    public var firstDelaySeconds: Double
    /// Seconds for which a write is tried again while the archive is locked or its disk is full.
    public var writePatienceSeconds: Double

    /// Makes a policy; see the properties.
    public init(attemptLimit: Int = 5, firstDelaySeconds: Double = 5, writePatienceSeconds: Double = 30) {
        self.attemptLimit = attemptLimit
        self.firstDelaySeconds = firstDelaySeconds
        self.writePatienceSeconds = writePatienceSeconds
    }

    /// Seconds from the end of an attempt to the next, which is at most an hour away.
    /// - Parameter attempt: Number of the attempt that failed, from 1.
    public func delaySeconds(afterAttempt attempt: Int) -> Double {
        min(firstDelaySeconds * pow(4, Double(max(attempt, 1) - 1)), 3600)
    }

    /// Waits between tries to write: 1 s, 2 s, 4 s and so on, as long as the patience lasts.
    var writeDelaysSeconds: [Double] {
        var delays: [Double] = []
        while delays.reduce(0, +) + pow(2, Double(delays.count)) <= writePatienceSeconds {
            delays.append(pow(2, Double(delays.count)))
        }
        return delays
    }
}
