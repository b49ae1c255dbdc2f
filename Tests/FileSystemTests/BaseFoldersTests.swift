import Testing

@testable import FileSystem

@Suite struct BaseFoldersTests {
    @Test(arguments: [
        (BaseFolders.Purpose.data, "XDG_DATA_HOME", ".local/share"), (.cache, "XDG_CACHE_HOME", ".cache"),
        (.state, "XDG_STATE_HOME", ".local/state"),
    ])
    func theVariableComesBeforeTheHome(purpose: BaseFolders.Purpose, variable: String, inHome: String) {
        func path(_ environment: [String: String]) -> String? {
            BaseFolders.path("a/b", in: purpose, environment: environment)
        }
        #expect(purpose.variable == variable)
        #expect(path([variable: "/x", "HOME": "/home/me"]) == "/x/whosaid/a/b")
        for unset in [nil, "", "relative"] {
            var environment = ["HOME": "/home/me"]
            environment[variable] = unset
            #expect(path(environment) == "/home/me/\(inHome)/whosaid/a/b")
        }
        #expect(path([:]) == nil && path(["HOME": ""]) == nil)
        for other in BaseFolders.Purpose.allCases where other != purpose {
            #expect(path([other.variable: "/x"]) == nil)
        }
    }
}
