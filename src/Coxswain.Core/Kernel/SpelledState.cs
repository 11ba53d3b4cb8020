using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coxswain.Core.Kernel;

/// <summary>The one spelling of states in JSON: small letters, words joined by underscores, as <c>no_data</c>.</summary>
public sealed class SpelledState<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
