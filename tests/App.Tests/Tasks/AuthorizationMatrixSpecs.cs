using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>Who may do what to a task, checked over HTTP against a table written by hand.</summary>
public sealed class AuthorizationMatrixSpecs
{
    private const string Yes = "200", Own = "403 own_access", Recommended = "403 own_recommendation", No = "403 not_allowed", NotTheirs = "403 not_assignee", ReadOnly = "403 read_only_role", Unknown = "404 not_found", Closed = "409 task_closed", Decided = "409 already_decided", Once = "409 not_retryable", Nobody = "409 nobody_to_ask", NoQuestion = "409 no_question";

    // The task: a revocation of Bob's Reader that Rita requested. Olga and Otto own the app; Otto had it first and
    // reassigned it to Nora; Nora is out of office from then on, and Dora is her delegate. Mia is Bob's manager.
    private static readonly Dictionary<string, string[]> Open = new()
    {
        //            read     decide     comment    reassign   remind     cancel     retry     ask     answer
        ["nora"] = [Yes, Yes, Yes, Yes, No, No, Once, Nobody, No],
        ["dora"] = [Yes, Yes, Yes, Yes, No, No, Once, Nobody, No],
        ["otto"] = [Yes, NotTheirs, Yes, Yes, Yes, No, Once, NotTheirs, No],
        ["olga"] = [Yes, NotTheirs, Yes, Yes, Yes, No, Once, NotTheirs, No],
        ["bob"] = [Yes, Own, Yes, Own, No, Own, Own, Own, NoQuestion],
        ["mia"] = [Yes, NotTheirs, No, No, No, No, Once, NotTheirs, No],
        ["rita"] = [Yes, Recommended, Yes, Yes, Yes, Yes, Once, Nobody, NoQuestion],
        ["adam"] = [Yes, Yes, Yes, Yes, Yes, Yes, Once, NotTheirs, No],
        ["aud"] = [Yes, ReadOnly, ReadOnly, ReadOnly, ReadOnly, ReadOnly, ReadOnly, ReadOnly, No],
        ["ada"] = [Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown],
    };

    private static readonly string[] Actions = ["read", "decide", "comment", "reassign", "remind", "cancel", "retry", "ask", "answer"];

    private static object Organization { get; } = new
    {
        users = new object[]
        {
            new { id = "adam", email = "adam@example.test", displayName = "Adam", roles = "admin" },
            new { id = "rita", email = "rita@example.test", displayName = "Rita", roles = "admin" },
            new { id = "aud", email = "aud@example.test", displayName = "Aud", roles = "auditor" },
            new { id = "mia", email = "mia@example.test", displayName = "Mia" },
            new { id = "bob", email = "bob@example.test", displayName = "Bob", managerId = "mia" },
            new { id = "olga", email = "olga@example.test", displayName = "Olga" },
            new { id = "otto", email = "otto@example.test", displayName = "Otto" },
            new { id = "nora", email = "nora@example.test", displayName = "Nora" },
            new { id = "dora", email = "dora@example.test", displayName = "Dora" },
            new { id = "ada", email = "ada@example.test", displayName = "Ada" },
        },
        apps = new object[] { new { id = "vault", name = "Vault", ownerIds = "olga;otto" } },
        entitlements = new object[] { new { id = SmallOrganization.Reader, appId = "vault", name = "Reader", risk = "low", ownerIds = "olga" } },
        grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Reader } },
    };

    [Fact]
    public async Task Every_action_of_every_role_on_an_open_task_is_answered_as_the_table_says()
    {
        await using var app = await TheApp.StartWithAsync(Organization);
        List<string> wrong = [];
        var number = 0;
        foreach (var (person, expected) in Open)
        {
            for (var action = 0; action < Actions.Length; action++)
            {
                if (number == 0)
                    number = await OpenAsync(app);
                var answer = await DoAsync(app, person, Actions[action], number);
                if (answer != expected[action])
                    wrong.Add($"{person} {Actions[action]}: {answer} instead of {expected[action]}");
                // A successful action may change what the next one may do; a refused one changes nothing.
                if (answer == Yes && Actions[action] != "read")
                {
                    await CloseAsync(app, number);
                    number = 0;
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_closed_task_can_be_read_by_the_same_people_and_changed_by_nobody()
    {
        await using var app = await TheApp.StartWithAsync(Organization);
        var number = await OpenAsync(app);
        await app.As("nora").DecideAsync(number, "decline", "Still needed");
        await app.RestAsync();

        List<string> wrong = [];
        foreach (var (person, open) in Open)
        {
            foreach (var action in Actions)
            {
                var expected = open[0] == Unknown ? Unknown : action switch
                {
                    "read" => Yes,
                    "decide" => person == "bob" ? Own : Decided,
                    "reassign" or "ask" when person == "bob" => Own,
                    "retry" => person == "bob" ? Own : person == "aud" ? ReadOnly : Once,
                    _ => Closed,
                };
                var answer = await DoAsync(app, person, action, number);
                if (answer != expected)
                    wrong.Add($"{person} {action}: {answer} instead of {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    private static async Task<int> OpenAsync(TheApp app)
    {
        var opened = await app.As("rita").PostAsync("/api/v1/tasks", new { kind = "revocation", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        var number = opened.GetProperty("number").GetInt32();
        await app.RestAsync();
        await ReturnAsync(app);
        await app.As("otto").PostAsync($"/api/v1/tasks/{number}/reassignments", new { to = "nora", step = 0, reason = "Nora knows Bob" }, HttpStatusCode.OK);
        await app.RestAsync();
        await LeaveAsync(app);
        return number;
    }

    /// <summary>One access has one open task of a kind.</summary>
    private static async Task CloseAsync(TheApp app, int number)
    {
        using var answer = await app.As("adam").PostAsync($"/api/v1/tasks/{number}/cancellation", new { });
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict);
        await app.RestAsync();
    }

    private static Task LeaveAsync(TheApp app) => OutOfOfficeAsync(app, new { delegateId = "dora" });

    private static Task ReturnAsync(TheApp app) => OutOfOfficeAsync(app, new { });

    private static async Task OutOfOfficeAsync(TheApp app, object body)
    {
        using var answer = await app.As("nora").Http.PatchAsync("/api/v1/users/me/out-of-office", System.Net.Http.Json.JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> DoAsync(TheApp app, string person, string action, int number)
    {
        var who = app.As(person);
        var path = $"/api/v1/tasks/{number}";
        using var answer = action switch
        {
            "read" => await who.Http.GetAsync(path),
            "decide" => await who.PostAsync(path + "/decisions", new { decision = "confirm", step = 0, reason = "No longer on the team" }),
            "comment" => await who.PostAsync(path + "/comments", new { text = "Seen" }),
            "reassign" => await who.PostAsync(path + "/reassignments", new { to = "olga", step = 0, reason = "Yours" }),
            "remind" => await who.PostAsync(path + "/reminders", new { }),
            "cancel" => await who.PostAsync(path + "/cancellation", new { }),
            "ask" => await who.PostAsync(path + "/questions", new { text = "Which team?" }),
            "answer" => await who.PostAsync(path + "/answers", new { text = "Finance" }),
            _ => await who.PostAsync(path + "/retries", new { }),
        };
        if (answer.IsSuccessStatusCode)
            return Yes;
        using var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return $"{(int)answer.StatusCode} {problem.RootElement.GetProperty("code").GetString()}";
    }
}
