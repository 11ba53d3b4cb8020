namespace Coxswain.Core.Sessions.Reading;

/// <summary>One transcript line's top-level members.</summary>
internal readonly ref struct Line
{
    public const int FieldCount = 45;

    public static readonly JsonKeys Keys = new(
        "type", "subtype", "uuid", "timestamp", "sessionId", "cwd", "gitBranch", "version", "entrypoint", "agentId",
        "isSidechain", "message", "requestId", "requestRef", "requestedModel", "effort", "promptId", "permissionMode", "isMeta", "isCompactSummary",
        "isApiErrorMessage", "apiErrorStatus", "apiErrorType", "error", "retryInMs", "retryAttempt", "compactMetadata", "permissionDecision", "origin", "promptSource",
        "requestSessionId", "forkedFrom", "costUSD", "data", "id", "querySource", "shapeHash", "params", "shape", "customTitle",
        "source", "base", "keep", "tail", "promptCacheRequested");

    private readonly ReadOnlySpan<JsonSlice> _fields;

    /// <param name="whole">The line itself, or the line of another conversation inside it.</param>
    /// <param name="fields">Room for <see cref="FieldCount"/> members.</param>
    public Line(ParsedJson json, JsonSlice whole, Span<JsonSlice> fields)
    {
        Json = json;
        json.Read(whole, Keys, fields);
        _fields = fields;
    }

    /// <summary>What all slices lie in.</summary>
    public ParsedJson Json { get; }

    public ReadOnlySpan<byte> Bytes => Json.Bytes;

    public JsonSlice Type => _fields[0];

    public JsonSlice Subtype => _fields[1];

    public JsonSlice Uuid => _fields[2];

    public JsonSlice Timestamp => _fields[3];

    public JsonSlice SessionId => _fields[4];

    public JsonSlice Cwd => _fields[5];

    public JsonSlice GitBranch => _fields[6];

    public JsonSlice Version => _fields[7];

    public JsonSlice Entrypoint => _fields[8];

    public JsonSlice AgentId => _fields[9];

    public JsonSlice IsSidechain => _fields[10];

    public JsonSlice Message => _fields[11];

    public JsonSlice RequestId => _fields[12];

    public JsonSlice RequestRef => _fields[13];

    public JsonSlice RequestedModel => _fields[14];

    public JsonSlice Effort => _fields[15];

    public JsonSlice PromptId => _fields[16];

    public JsonSlice PermissionMode => _fields[17];

    public JsonSlice IsMeta => _fields[18];

    public JsonSlice IsCompactSummary => _fields[19];

    public JsonSlice IsApiErrorMessage => _fields[20];

    public JsonSlice ApiErrorStatus => _fields[21];

    public JsonSlice ApiErrorType => _fields[22];

    public JsonSlice Error => _fields[23];

    public JsonSlice RetryInMs => _fields[24];

    public JsonSlice RetryAttempt => _fields[25];

    public JsonSlice CompactMetadata => _fields[26];

    public JsonSlice PermissionDecision => _fields[27];

    public JsonSlice Origin => _fields[28];

    public JsonSlice PromptSource => _fields[29];

    public JsonSlice RequestSessionId => _fields[30];

    public JsonSlice ForkedFrom => _fields[31];

    public JsonSlice CostUsd => _fields[32];

    public JsonSlice Data => _fields[33];

    public JsonSlice Id => _fields[34];

    public JsonSlice QuerySource => _fields[35];

    public JsonSlice ShapeHash => _fields[36];

    public JsonSlice Params => _fields[37];

    public JsonSlice Shape => _fields[38];

    public JsonSlice CustomTitle => _fields[39];

    public JsonSlice Source => _fields[40];

    public JsonSlice Base => _fields[41];

    public JsonSlice Keep => _fields[42];

    public JsonSlice Tail => _fields[43];

    public JsonSlice PromptCacheRequested => _fields[44];
}
