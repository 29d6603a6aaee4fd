using System.Text;
using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>The directory: its search, people, entitlements.</summary>
public sealed class DirectoryScreen(Window window)
{
    /// <summary>The menu entry.</summary>
    public ILocator MenuEntry => window.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Directory", Exact = true });

    public ILocator ImportLink => window.Link("Import");

    /// <summary>A list line by the target of its link.</summary>
    public ILocator Line(string name) => window.Page.GetByRole(AriaRole.Row).Filter(new() { Has = window.Link(name) });

    public async Task SearchAsync(string words)
    {
        await window.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search people, apps and access" }).FillAsync(words);
        await window.Button("Search").ClickAsync();
    }

    public Task GoToAsync(string name) => window.Link(name).ClickAsync();
}

/// <summary>The import form and the page of an import.</summary>
public sealed class ImportScreen(Window window)
{
    public ILocator Progress => window.Page.GetByRole(AriaRole.Progressbar);

    public ILocator BadLine(int line, string file) => window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = file }).Filter(new() { Has = window.Page.GetByRole(AriaRole.Cell, new() { Name = $"{line}", Exact = true }) });

    public async Task ChooseAsync(string label, string csv) => await window.Page.GetByLabel(label).SetInputFilesAsync(
        new FilePayload { Name = "any name.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });

    public Task SendAsync() => window.Button("Import").ClickAsync();

    public async Task<string> DownloadBadLinesAsync()
    {
        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Link("Download as CSV").ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
