import Testing

@testable import ArchiveSearch

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
        ("NEAR(a b)", "NEAR(\"a\" \"b\")"),
        ("x NEAR (\"a b\", c*, 5) y", "\"x\" AND NEAR(\"a b\" \"c\" *, 5) AND \"y\""),
        ("NEAR(a, b, 5,)", "NEAR(\"a\" \"b\", 5)"),
        ("NEAR(a 5)", "NEAR(\"a\" \"5\")"), ("NEAR(a b,5)", "NEAR(\"a\" \"b\", 5)"),
        ("NEAR(a,b,5)", "NEAR(\"a\" \"b\", 5)"), ("NEAR（a b，5）", "NEAR(\"a\" \"b\", 5)"), ("a＊", "\"a\" *"),
        ("near (a b)", "\"near\" AND ( \"a\" AND \"b\" )"),
        ("a - b", "\"a\" AND \"b\""),
        ("3.5%", "\"3.5%\""),
        ("日本", "\"日 本\""), ("日本*", "\"日 本\" *"), ("AI预算2026", "\"AI 预 算 2026\""),
        ("NEAR(预算 排期, 5)", "NEAR(\"预 算\" \"排 期\", 5)"), ("ＡＩ", "\"AI\""),
        ("“next week”", "\"next week\""), ("„next week“", "\"next week\""), ("„next week”", "\"next week\""),
        ("”next week”", "\"next week\""), ("«next week»", "\"next week\""), ("»next week«", "\"next week\""),
        ("»next week»", "\"next week\""), ("‹next week›", "\"next week\""), ("「来週」", "\"来 週\""),
        ("『来週』*", "\"来 週\" *"), ("＂next week＂", "\"next week\""), ("“next week\"", "\"next week\""),
        ("〝a b〟", "\"a b\""), ("a“b c”d", "\"a\" AND \"b c\" AND \"d\""),
        ("NEAR(“a b” c)", "NEAR(\"a b\" \"c\")"), ("“don’t”", "\"don’t\""), ("don\u{2BC}t", "\"don't\""),
        ("a\u{0}b", "\"a\" AND \"b\""),
    ])
    func wordsBecomeAnExpression(text: String, expression: String) throws {
        #expect(try SearchQuery(text).expression == expression)
    }

    @Test(
        arguments: [
            ("", .noWords), ("  ", .noWords), ("--", .noWords), ("🎉", .noWords), ("\"\"", .noWords), ("*", .noWords),
            ("\"a", .openQuote(at: 0)), ("“a", .openQuote(at: 0)), ("«a b", .openQuote(at: 0)),
            ("「来週", .openQuote(at: 0)), ("「来週\"", .openQuote(at: 0)), ("“”", .noWords), ("a\"", .openQuote(at: 1)),
            ("(a", .unbalancedBracket(at: 0)),
            ("a)", .unbalancedBracket(at: 1)), ("(a (b)", .unbalancedBracket(at: 0)), ("a ()", .emptyBrackets(at: 2)),
            ("AND", .danglingOperator("AND", at: 0)), ("a OR", .danglingOperator("OR", at: 2)),
            ("NOT a", .danglingOperator("NOT", at: 0)), ("a AND OR b", .danglingOperator("OR", at: 6)),
            ("(a OR) b", .danglingOperator("OR", at: 3)), ("a AND ?", .danglingOperator("AND", at: 2)),
            ("a NEAR b", .badNear(at: 2)), ("NEAR(a b, 99999)", .badDistance("99999", at: 10)),
            ("NEAR(a b,-1)", .badDistance("-1", at: 9)), ("NEAR(a b, -1)", .badDistance("-1", at: 10)),
            ("NEAR(a b, 1.5)", .badDistance("1.5", at: 10)),
            ("NEAR(a b, 99999999999999999999)", .badDistance("99999999999999999999", at: 10)),
            ("NEAR", .badNear(at: 0)), ("NEAR()", .badNear(at: 0)),
            ("NEAR(a)", .badNear(at: 0)), ("NEAR(a, 5)", .badNear(at: 0)), ("NEAR(a b", .unbalancedBracket(at: 4)),
            ("NEAR(a OR b)", .notNearable("OR", at: 7)), ("NEAR(a (b))", .notNearable("another bracket", at: 7)),
            ("NEAR(a \"b)", .openQuote(at: 7)),
        ] as [(String, SearchQueryProblem)])
    func nonsenseIsExplained(text: String, problem: SearchQueryProblem) {
        #expect(throws: problem) { try SearchQuery(text) }
        #expect(!problem.description.isEmpty)
    }

    @Test func otherSpellingsAreLookedForToo() throws {
        let spellings = ["Kubernetes": ["cooper netties", "cuban eighties"], "\"": ["x"], "é": ["--"]]
        func expression(_ text: String) throws -> String {
            try SearchQuery(text, otherSpellings: spellings).expression
        }
        let group = "( \"kubernetes\" OR \"cooper netties\" OR \"cuban eighties\" )"
        #expect(try expression("kubernetes") == group)
        #expect(try expression("the kubernetes NOT x") == "\"the\" AND \(group) NOT \"x\"")
        #expect(try expression("É") == "\"É\"")
        #expect(try expression("NEAR(kubernetes a)") == "NEAR(\"kubernetes\" \"a\")")
    }

    @Test func anArrowPointsAtTheMistake() {
        let problem = SearchQueryProblem.openQuote(at: 5)
        #expect(problem.pointer(in: "next\n\"week") == "\n    next \"week\n         ^")
        #expect(SearchQueryProblem.noWords.pointer(in: "--") == "")
        let long = String(repeating: "(", count: 100)
        #expect(
            SearchQueryProblem.unbalancedBracket(at: 99).pointer(in: long)
                == "\n    …" + String(repeating: "(", count: 41) + "\n" + String(repeating: " ", count: 45) + "^")
    }
}
