using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Undoing;

/// <summary>An organization whose decisions can be undone for half a minute.</summary>
internal static class Undo
{
    public const string Setting = "Tasks:UndoFor=00:00:30";

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    public static Task<TheApp> StartAsync(params string[] settings) => TheApp.StartWithAsync(SmallOrganization.Import, [Setting, .. settings]);

    /// <summary>Ada requests access that needs two approvals: by Mia, then by Otto.</summary>
    public static Task<int> RequestRootAsync(TheApp app) => app.RequestAsync(SmallOrganization.Root);

    public static async Task<JsonElement> UndoAsync(this Person person, int number, HttpStatusCode expected = HttpStatusCode.OK) =>
        await person.PostAsync($"/api/v1/tasks/{number}/undo", new { }, expected);

    public static async Task<string?> CodeAsync(this Person person, int number, HttpStatusCode expected) =>
        (await person.UndoAsync(number, expected)).GetProperty("code").GetString();

    /// <summary>Waits until the decision takes effect.</summary>
    public static Task SettleAsync(this TheApp app) => app.AdvanceAsync(Window);

    public static async Task<JsonElement> TaskAsync(this TheApp app, int number, string reader = SmallOrganization.Admin) => await app.As(reader).GetAsync($"/api/v1/tasks/{number}");

    public static IReadOnlyList<string?> Actions(JsonElement task) => [.. task.GetProperty("actions").EnumerateArray().Select(action => action.GetString())];

    public static async Task<IReadOnlyList<int>> NumbersAsync(this Person person, string query = "") =>
        [.. (await person.MyTasksAsync(query)).Select(task => task.GetProperty("number").GetInt32())];

    public static async Task<IReadOnlyList<string?>> HistoryAsync(this TheApp app, int number) =>
        [.. (await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray()
            .Select(stored => stored.GetProperty("event").GetProperty("event").GetString())];

    public static async Task<string?> StateOfRequestAsync(this TheApp app) =>
        Assert.Single((await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items").EnumerateArray()).GetProperty("state").GetString();
}
