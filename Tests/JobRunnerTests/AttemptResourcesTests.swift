import JobQueue
import MeetingPipeline
import Testing

@testable import JobRunner

struct AttemptResourcesTests {
    private func resources(_ failure: JobFailureKind?, _ attempt: Int, memory: Int? = nil) -> AttemptResources {
        AttemptResources(after: failure, attempt: attempt, workers: 8, memoryBytes: memory)
    }

    @Test func anOrdinaryAttemptHasEverything() {
        for (failure, attempt) in [(nil, 1), (nil, 2), (.inputOutput, 3), (.outOfMemory, 1)] as [(JobFailureKind?, Int)]
        {
            let found = resources(failure, attempt)
            #expect(found.workers == 8 && found.memoryBytes == nil)
        }
        #expect(resources(nil, 1, memory: 2_000_000_000).memoryBytes == 2_000_000_000)
    }

    @Test func memoryThatRanOutIsNotAskedForAgain() {
        let (first, second, third) = (
            resources(.outOfMemory, 2), resources(.outOfMemory, 3), resources(.outOfMemory, 4)
        )
        #expect(first.workers == 4 && second.workers == 2 && third.workers == 1)
        #expect(first.memoryBytes == 600_000_000)
        #expect(second.memoryBytes == MemoryPlan.minBytes && third.memoryBytes == MemoryPlan.minBytes)
    }

    @Test func aBoundThatWasNotKeptIsHalved() {
        #expect(resources(.outOfMemory, 2, memory: 4_000_000_000).memoryBytes == 2_000_000_000)
        #expect(resources(.outOfMemory, 3, memory: 4_000_000_000).memoryBytes == 1_000_000_000)
        #expect(resources(.outOfMemory, 20, memory: 4_000_000_000).memoryBytes == MemoryPlan.minBytes)
    }

    @Test func aProcessThatVanishedTwiceIsSuspected() {
        #expect(resources(nil, 3).workers == 4 && resources(nil, 3).memoryBytes == 600_000_000)
        #expect(resources(nil, 70).workers == 1)
    }
}
