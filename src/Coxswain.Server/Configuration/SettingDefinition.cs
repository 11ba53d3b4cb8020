using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Coxswain.Server.Configuration;

/// <summary>One value a user may set: a property of a slice's options class.</summary>
internal sealed class SettingDefinition(string section, PropertyInfo property, object defaults)
{
    private static readonly string[] SecretEndings = ["Token", "Key", "Password"];

    /// <summary>Key in <c>IConfiguration</c>: <c>Coxswain:Server:ApiAddress</c>.</summary>
    public string Key { get; } = $"{section}:{property.Name}";

    /// <summary>Name in the file: <c>server.apiAddress</c>.</summary>
    public string Name { get; } = string.Join('.', section.Split(':').Skip(1).Append(property.Name).Select(CamelCase));

    /// <summary>Name in the environment: <c>COX_SERVER_API_ADDRESS</c>.</summary>
    public string Variable { get; } = "COX_" + string.Join('_', section.Split(':').Skip(1).Append(property.Name).Select(SnakeCase));

    public bool IsSecret { get; } = SecretEndings.Any(ending => property.Name.EndsWith(ending, StringComparison.Ordinal));

    public string Default { get; } = Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture) ?? "";

    public string TypeName => ValueType.Name switch
    {
        nameof(Int32) or nameof(Int64) => "a whole number",
        nameof(Double) or nameof(Decimal) => "a number",
        nameof(Boolean) => "true or false",
        nameof(TimeSpan) => "a duration such as 00:00:30",
        _ when ValueType.IsEnum => "one of " + string.Join(", ", Enum.GetNames(ValueType)),
        _ => "text",
    };

    private Type ValueType { get; } = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public bool Accepts(string value)
    {
        if (ValueType == typeof(string))
        {
            return true;
        }

        // A bare number is days to TimeSpan's parser: "30" for half a minute would silently mean a month.
        if (ValueType == typeof(TimeSpan) && !value.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return TypeDescriptor.GetConverter(ValueType).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string CamelCase(string word) => char.ToLowerInvariant(word[0]) + word[1..];

    private static string SnakeCase(string word)
        => string.Concat(word.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(word[i - 1]) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
