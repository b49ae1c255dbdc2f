import Testing

@testable import TranscriptStore

@Suite struct SearchQueryTests {
    @Test(arguments: [
        ("budget", "\"budget\""),
        ("budget friday", "\"budget\" AND \"friday\""),
        ("don't", "\"don't\""),
        ("\"next week\" plan*", "\"next week\" AND \"plan\" *"),
        ("plan**", "\"plan\" *"),
        ("\"next we\"*", "\"next we\" *"),
        ("a OR b", "\"a\" OR \"b\""),
        ("a AND b NOT c", "\"a\" AND \"b\" NOT \"c\""),
        ("a or b", "\"a\" AND \"or\" AND \"b\""),
        ("(a OR b) c", "( \"a\" OR \"b\" ) AND \"c\""),
        ("a(b)", "\"a\" AND ( \"b\" )"),
        ("NEAR(a b, 5)", "\"NEAR\" AND ( \"a\" AND \"b,\" AND \"5\" )"),
        ("a - b", "\"a\" AND \"b\""),
        ("3.5%", "\"3.5%\""),
        ("日本", "\"日本\""),
        ("a\u{0}b", "\"a\" AND \"b\""),
    ])
    func wordsBecomeAnExpression(text: String, expression: String) throws {
        #expect(try SearchQuery(text).expression == expression)
    }

    @Test(
        arguments: [
            ("", .noWords), ("  ", .noWords), ("--", .noWords), ("🎉", .noWords), ("\"\"", .noWords), ("*", .noWords),
            ("\"a", .openQuote), ("a\"", .openQuote), ("(a", .unbalancedBrackets), ("a)", .unbalancedBrackets),
            ("a ()", .emptyBrackets), ("AND", .danglingOperator("AND")), ("a OR", .danglingOperator("OR")),
            ("NOT a", .danglingOperator("NOT")), ("a AND OR b", .danglingOperator("OR")),
            ("(a OR) b", .danglingOperator("OR")), ("a AND ?", .danglingOperator("AND")),
        ] as [(String, SearchQueryProblem)])
    func nonsenseIsExplained(text: String, problem: SearchQueryProblem) {
        #expect(throws: problem) { try SearchQuery(text) }
        #expect(!problem.description.isEmpty)
    }
}
