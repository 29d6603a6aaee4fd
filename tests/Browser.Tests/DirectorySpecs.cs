using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>The directory: import, and search for people and access.</summary>
public sealed class DirectorySpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    private const string People = "id,email,displayName,managerId\nzoe,zoe@example.test,Zoe Quist,mia\nyan,no address,Yan,\n";
    private const string Grants = "userId,entitlementId,accountId,lastUsedAt\nzoe,vault/root,zoe.q,2026-10-30\nghost,vault/reader,,\n";

    [Fact]
    public async Task An_administrator_imports_files_sees_the_bad_lines_and_finds_people_and_holders()
    {
        var window = await OpenAsAsync("adam");
        var (directory, import) = (new DirectoryScreen(window), new ImportScreen(window));
        await window.GoAsync("/");
        await directory.MenuEntry.ClickAsync();
        await directory.ImportLink.ClickAsync();

        await import.ChooseAsync("People", People);
        await import.ChooseAsync("Grants", Grants);
        await import.SendAsync();

        await Expect(window.Heading).ToContainTextAsync("Import of");
        await Expect(import.Progress).ToBeVisibleAsync();
        await Expect(window.Status).ToContainTextAsync("The import is complete. 2 lines were not valid");
        await Expect(import.BadLine(3, "users.csv")).ToContainTextAsync("which is not an email address. The line was not imported.");
        await Expect(import.BadLine(3, "grants.csv")).ToContainTextAsync("userId is not a person in the directory.");
        Assert.Contains("grants,3,userId is not a person", await import.DownloadBadLinesAsync(), StringComparison.Ordinal);

        await window.Link("Open the directory").ClickAsync();
        await directory.SearchAsync("zoe q");
        await directory.GoToAsync("Zoe Quist");
        await Expect(directory.Line("Root")).ToContainTextAsync("zoe.q");
        await Expect(directory.Line("Root")).ToContainTextAsync("30 Oct 2026");
        await directory.GoToAsync("Root");
        await Expect(window.Heading).ToHaveTextAsync("Root");
        await Expect(directory.Line("Zoe Quist")).ToBeVisibleAsync();
        await Expect(directory.Line("Bob Builder")).ToBeVisibleAsync();
        await directory.GoToAsync("Request this access");
        await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Root");
        Assert.StartsWith("/requests/new", window.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewer_can_search_people_and_cannot_import()
    {
        var window = await OpenAsAsync("ada");
        var directory = new DirectoryScreen(window);
        await window.GoAsync("/directory");
        await Expect(directory.ImportLink).ToHaveCountAsync(0);

        await directory.SearchAsync("bob");
        await directory.GoToAsync("Bob Builder");
        await Expect(window.Page.GetByText("owners, auditors and administrators can see this access")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("Root")).ToHaveCountAsync(0);

        Assert.Equal(403, (await window.GoAsync("/directory/import")).Status);
        await Expect(window.Heading).ToContainTextAsync("You do not have permission to do this.");
    }

    [Fact]
    public async Task An_import_can_be_followed_to_its_end_without_scripts()
    {
        var window = await OpenAsAsync("adam", runsScripts: false);
        var (directory, import) = (new DirectoryScreen(window), new ImportScreen(window));
        await window.GoAsync("/directory/import");

        await import.ChooseAsync("People", People);
        await import.SendAsync();

        // The page refreshes automatically.
        await Expect(window.Status).ToContainTextAsync("The import is complete. 1 line was not valid");
        await window.Link("Open the directory").ClickAsync();
        await directory.SearchAsync("zoe");
        await directory.GoToAsync("Zoe Quist");
        await Expect(window.Heading).ToHaveTextAsync("Zoe Quist");
    }

    [Fact]
    public async Task Files_that_are_too_large_are_reported_before_they_are_sent()
    {
        var window = await OpenAsAsync("adam");
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await using (var large = File.Create(file))
            large.SetLength(65 * 1024 * 1024);
        await window.GoAsync("/directory/import");

        await window.Page.GetByLabel("People").SetInputFilesAsync(file);
        await new ImportScreen(window).SendAsync();

        await Expect(window.Alert).ToContainTextAsync("Together they can have at most 64 MB");
        Assert.Equal("/directory/import", window.Path);
        File.Delete(file);
    }

    [Fact]
    public async Task On_a_phone_a_person_reads_their_access_and_names_a_delegate()
    {
        var window = await OpenAsAsync("bob", Look.Phone);
        var directory = new DirectoryScreen(window);
        await window.GoAsync("/");
        await window.Button("Menu").ClickAsync();
        await window.Link("Your profile and access").ClickAsync();
        await Expect(directory.Line("Root")).ToBeVisibleAsync();

        await window.Link("Set up out of office").ClickAsync();
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync("otto");
        await window.Button("Search").ClickAsync();
        await window.Page.GetByRole(AriaRole.Radio, new() { Name = "Otto Owner" }).CheckAsync();
        await window.Page.GetByLabel("Last day out of office").FillAsync("2026-11-09");
        await window.Button("Save").ClickAsync();

        await Expect(window.Status).ToHaveTextAsync("Your delegate is saved.");
        await Expect(window.Page.GetByText("Out of office until 9 November 2026. Delegate: Otto Owner.")).ToBeVisibleAsync();
        await window.Button("End absence").ClickAsync();
        await Expect(window.Status).ToHaveTextAsync("Your absence has ended. New tasks go to you again.");
    }
}
