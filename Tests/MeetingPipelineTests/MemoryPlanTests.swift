import Diarization
import Testing

@testable import MeetingPipeline

@Suite struct MemoryPlanTests {
    private static func plan(_ bytes: Int?, workers: Int = 4) -> MemoryPlan {
        MemoryPlan(bytes: bytes, workers: workers, batchSize: 8, bytesPerChunk: 16_000_000)
    }

    @Test func withoutABoundEverythingRuns() {
        for plan in [Self.plan(nil), Self.plan(1 << 40)] {
            #expect(plan.listeningWorkers == 4 && plan.recognitionWorkers == 4 && plan.batchSize == 8)
        }
    }

    @Test func nothingTakesMoreThanIsAllowed() {
        for bytes in stride(from: MemoryPlan.minBytes, through: 2_000_000_000, by: 7_000_000) {
            for workers in [1, 2, 3, 16] {
                let plan = Self.plan(bytes, workers: workers)
                #expect(
                    (1...workers).contains(plan.listeningWorkers) && (1...workers).contains(plan.recognitionWorkers))
                #expect((1...8).contains(plan.batchSize))
                #expect(plan.listeningWorkers * DiarizationPreparation.bytesPerWorker <= bytes - 300_000_000)
                #expect(plan.recognitionWorkers * plan.batchSize * 16_000_000 <= bytes - 300_000_000)
            }
        }
    }

    @Test func moreMemoryIsNeverLessWork() {
        let plans = stride(from: 0, through: 2_000_000_000, by: 10_000_000).map { Self.plan($0) }
        #expect(plans[0] == MemoryPlan(bytes: 1, workers: 1, batchSize: 1, bytesPerChunk: 1))
        for (less, more) in zip(plans, plans.dropFirst()) {
            #expect(less.listeningWorkers <= more.listeningWorkers)
            #expect(less.recognitionWorkers <= more.recognitionWorkers)
        }
    }
}
