using System.Globalization;
using System.Text.Json;

namespace Coxswain.Core.Pricing;

/// <summary>An object in a dated file, with its path for messages and the list its problems go to.</summary>
internal sealed class JsonPlace(JsonElement element, string path, List<string> problems)
{
    public string Path => path;

    public void Problem(string name, string what) => problems.Add($"{path}{(name.Length == 0 ? "" : "." + name)}: {what}");

    /// <summary>Properties nobody reads are typing errors, and a mistyped price must not go unnoticed.</summary>
    public void OnlyKnows(params ReadOnlySpan<string> names)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                Problem(property.Name, "unknown property");
            }
        }
    }

    public bool Has(string name) => element.TryGetProperty(name, out _);

    public JsonPlace? Object(string name, bool required)
    {
        if (Value(name, JsonValueKind.Object, required, "an object") is not { } value)
        {
            return null;
        }

        return new JsonPlace(value, $"{path}.{name}", problems);
    }

    public IEnumerable<JsonPlace> Objects(string name)
    {
        var index = 0;
        foreach (var item in Value(name, JsonValueKind.Array, required: true, "a list") is { } list ? list.EnumerateArray() : default)
        {
            var place = $"{path}.{name}[{index++}]";
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return new JsonPlace(item, place, problems);
            }
            else
            {
                problems.Add($"{place}: must be an object");
            }
        }
    }

    public string Text(string name, bool required) =>
        Value(name, JsonValueKind.String, required, "a text")?.GetString() is { } text && Stated(name, text) ? text : "";

    public IReadOnlyList<string> Texts(string name)
    {
        if (Value(name, JsonValueKind.Array, required: true, "a list of texts") is not { } list)
        {
            return [];
        }

        var texts = list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "").ToList();
        if (texts.Count == 0 || texts.Count != list.GetArrayLength() || texts.Contains(""))
        {
            Problem(name, "must be a list of one or more texts");
        }

        return texts;
    }

    public bool Flag(string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind == JsonValueKind.True;
        }

        Problem(name, "must be true or false");
        return false;
    }

    public decimal Number(string name, decimal least, decimal most)
    {
        if (Value(name, JsonValueKind.Number, required: true, "a number") is not { } value)
        {
            return least;
        }

        if (value.TryGetDecimal(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(name, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}"));
        return least;
    }

    public DateOnly? Date(string name, bool required)
    {
        if (Value(name, JsonValueKind.String, required, "a date") is not { } value)
        {
            return null;
        }

        if (DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Problem(name, "must be a date like 2026-11-22");
        return null;
    }

    public DateTimeOffset? Moment(string name)
    {
        if (Value(name, JsonValueKind.String, required: false, "a time") is not { } value)
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
        if (DateTimeOffset.TryParseExact(value.GetString(), formats, CultureInfo.InvariantCulture, Utc, out var moment))
        {
            return moment;
        }

        Problem(name, "must be a UTC time like 2026-10-07 or 2026-10-07T00:00:00Z");
        return null;
    }

    private bool Stated(string name, string text)
    {
        if (text.Length is > 0 and <= 500)
        {
            return true;
        }

        Problem(name, "must have 1 to 500 characters");
        return false;
    }

    private JsonElement? Value(string name, JsonValueKind kind, bool required, string expected)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            if (required)
            {
                Problem(name, "is missing");
            }

            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        Problem(name, $"must be {expected}");
        return null;
    }
}
