import Testing

@testable import JobRunner

@Suite struct FaultPlanTests {
    @Test func withoutFaultsEveryPointIsPassed() throws {
        for plan in [FaultPlan.none, try FaultPlan(nil), try FaultPlan("")] {
            for point in CrashPoint.allCases { plan.reach(point) }
        }
    }

    @Test func otherPointsAndEarlierPassesDoNothing() throws {
        let plan = try FaultPlan("after-claim:3,before-claim:2@STOP")
        for point in CrashPoint.allCases where point != .afterClaim { plan.reach(point) }
        for _ in 1...2 { plan.reach(.afterClaim) }
    }

    @Test(arguments: ["nowhere", "after-claim:0", "after-claim:x", "after-claim@HUP", "after-claim,:", "@KILL"])
    func nonsenseIsRefused(text: String) {
        #expect(throws: RunnerError.self) { try FaultPlan(text) }
    }
}
