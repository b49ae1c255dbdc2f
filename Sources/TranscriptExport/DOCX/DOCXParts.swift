/// The parts of an Office Open XML document.
enum DOCXParts {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let packages = "http://schemas.openxmlformats.org/package/2006"
    private static let documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    private static let coreType = "application/vnd.openxmlformats-package"

    static let contentTypes = """
        \(declaration)<Types xmlns="\(packages)/content-types">
        <Default Extension="rels" ContentType="\(coreType).relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/word/document.xml" ContentType="\(mainType).document.main+xml"/>
        <Override PartName="/word/styles.xml" ContentType="\(mainType).styles+xml"/>
        <Override PartName="/docProps/core.xml" ContentType="\(coreType).core-properties+xml"/>
        </Types>

        """

    static let packageRelationships = """
        \(declaration)<Relationships xmlns="\(packages)/relationships">
        <Relationship Id="rId1" Type="\(documents)/officeDocument" Target="word/document.xml"/>
        <Relationship Id="rId2" Type="\(packages)/relationships/metadata/core-properties" Target="docProps/core.xml"/>
        </Relationships>

        """

    static let documentRelationships = """
        \(declaration)<Relationships xmlns="\(packages)/relationships">
        <Relationship Id="rId1" Type="\(documents)/styles" Target="styles.xml"/>
        </Relationships>

        """

    /// - Parameter title: Already escaped.
    static func properties(title: String) -> String {
        """
        \(declaration)<cp:coreProperties xmlns:cp="\(packages)/metadata/core-properties" \
        xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(title)</dc:title><dc:creator>WhoSaid</dc:creator>\
        </cp:coreProperties>

        """
    }

    /// - Parameter body: Paragraphs. The page is A4 with margins of 2.5 cm.
    static func document(body: String) -> String {
        """
        \(declaration)<w:document xmlns:w="\(main)"><w:body>
        \(body)<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" \
        w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>
        </w:body></w:document>

        """
    }

    static let styles = """
        \(declaration)<w:styles xmlns:w="\(main)">
        <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>\
        <w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
        <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
        <w:name w:val="Default Paragraph Font"/></w:style>
        <w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>\
        <w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="Details"><w:name w:val="Details"/>\
        <w:basedOn w:val="Normal"/><w:rPr><w:color w:val="\(SpeakerPalette.unknown)"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="Turn"><w:name w:val="Turn"/>\
        <w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120"/></w:pPr></w:style>
        <w:style w:type="character" w:customStyle="1" w:styleId="Speaker"><w:name w:val="Speaker"/>\
        <w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:customStyle="1" w:styleId="TurnTime"><w:name w:val="Turn Time"/>\
        <w:rPr><w:color w:val="\(SpeakerPalette.unknown)"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
        </w:styles>

        """
}
