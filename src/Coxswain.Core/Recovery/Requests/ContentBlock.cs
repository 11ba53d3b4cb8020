namespace Coxswain.Core.Recovery.Requests;

/// <summary>A content block by its place in the body. Message content that is a bare text counts as one text block.</summary>
public sealed record ContentBlock
{
    public required string Type { get; init; }

    public required ByteRange Whole { get; init; }

    /// <summary>Of a <c>tool_use</c> its <c>id</c>, of a <c>tool_result</c> its <c>tool_use_id</c>; otherwise empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The tool of a <c>tool_use</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>A text for the model, quotes included: of a text block, or of a document that is plain text.</summary>
    public ByteRange? Text { get; init; }

    public ByteRange? Input { get; init; }

    /// <summary>The value of <c>content</c>, a text or a list.</summary>
    public ByteRange? Content { get; init; }

    /// <summary>The blocks of <c>content</c>; a bare text counts as one.</summary>
    public IReadOnlyList<ContentBlock> Parts { get; init; } = [];

    public bool IsError { get; init; }

    /// <summary>Bytes of images and files in base64, parts included: they cost tokens by their picture, not by their bytes.</summary>
    public int EncodedBytes { get; init; }

    /// <summary>How many images and files these are.</summary>
    public int EncodedParts { get; init; }

    public bool IsThinking => Type is "thinking" or "redacted_thinking";
}
