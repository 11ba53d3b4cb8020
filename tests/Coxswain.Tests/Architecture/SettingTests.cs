using System.Reflection;
using Coxswain.Server.Configuration;

namespace Coxswain.Tests.Architecture;

public sealed class SettingTests
{
    private static readonly Assembly[] Product =
    [
        typeof(Coxswain.Core.Kernel.DataFolder).Assembly, typeof(Coxswain.Otlp.OtlpOptions).Assembly, typeof(Coxswain.Storage.IRowStore).Assembly, typeof(CoxswainSettings).Assembly,
    ];

    [Fact]
    public void Every_options_class_with_a_section_can_be_configured_by_the_user()
    {
        var sections = Product.SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string)
            .OfType<string>();

        Assert.All(sections, section => Assert.Contains(SettingCatalog.Definitions, definition => definition.Key.StartsWith(section + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_and_variables_are_unique()
    {
        Assert.Distinct(SettingCatalog.Definitions.Select(definition => definition.Name));
        Assert.Distinct(SettingCatalog.Definitions.Select(definition => definition.Variable));
    }
}
