using Xunit;

namespace AccessReview.Repository.Tests.Layers;

/// <summary>The folders of functions/App form layers: each uses only the layers below it.</summary>
public sealed class LayerSpecs
{
    private static readonly string[] Layers = ["Edge", "Capabilities", "Core", "Base"];

    private static readonly Dictionary<string, int> Places = LayerTable.Rows.Select((row, index) => (row.Folder, index)).ToDictionary();

    [Fact]
    public void Every_folder_is_in_the_layer_table_exactly_once() =>
        Assert.Equal(FolderReferences.Folders, LayerTable.Rows.Select(row => row.Folder).Order(StringComparer.Ordinal));

    [Fact]
    public void The_layer_table_lists_layers_from_top_to_bottom() =>
        Assert.Equal(Layers, LayerTable.Rows.Select(row => row.Layer).Distinct());

    [Fact]
    public void No_folder_uses_a_folder_above_it()
    {
        var up = FolderReferences.All.Where(reference => Places[reference.To] < Places[reference.From]);

        Assert.NotEmpty(FolderReferences.All);
        Assert.Equal("", string.Join(Environment.NewLine, up.Select(reference => $"{reference.File} uses {reference.To}")));
    }

    [Theory]
    [InlineData("using AccessReview.App.Text;", "Text")]
    [InlineData("using static AccessReview.App.Text.Language;", "Text")]
    [InlineData("@using AccessReview.App.Pages", "Pages")]
    [InlineData("var page = new App.Tasks.Effects.PendingEffects();", "Tasks")]
    [InlineData("using AccessReview.App.Text;\nusing static AccessReview.App.Text.Language;", "Text")]
    [InlineData("using AccessReview.Domain.Tasks;", null)]
    [InlineData("// see AccessReview.App.Tasks", null)]
    [InlineData("var name = entitlement.App.Value;", null)]
    public void The_folders_used_by_a_source_file_are_recognized(string source, string? folder) =>
        Assert.Equal(folder is null ? [] : [folder], FolderReferences.NamedIn(source));

    [Fact]
    public void A_layer_table_is_read_row_by_row() =>
        Assert.Equal([("Core", "Tasks")], LayerTable.Read(["| layer | folder | what |", "| --- | --- | --- |", "| Core | `Tasks` | a task's life |", "| `Old` | `New` | a name |", "other"]));
}
