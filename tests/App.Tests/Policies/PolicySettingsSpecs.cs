using System.Text.Json;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.Policies;

/// <summary>The policy that a new task gets from the settings.</summary>
public sealed class PolicySettingsSpecs
{
    private const string ByOwners = """
        "policies": [{
          "id": "by-owners", "name": "Approval by Otto", "kind": "approval",
          "steps": [{
            "name": "Otto", "assignees": { "source": "named", "users": ["otto"] }, "reasonRequiredFor": ["approve"],
            "ladder": [{ "after": "5.00:00:00", "action": "close", "outcome": "noResponse" }]
          }]
        }]
        """;

    [Fact]
    public async Task A_rule_chooses_the_policy_of_new_tasks_that_meet_its_conditions()
    {
        await using var app = await StartAsync("""{ "kind": "approval", "policy": "by-owners", "app": "vault", "minimumRisk": "high" }""");

        var root = await RequestedAsync(app, SmallOrganization.Root, "otto");
        var reader = await RequestedAsync(app, SmallOrganization.Reader, "mia");

        Assert.Equal("by-owners", root.GetProperty("policyId").GetString());
        Assert.Equal("Approval by Otto", root.GetProperty("policyName").GetString());
        Assert.Equal("default-approval", reader.GetProperty("policyId").GetString());
    }

    [Fact]
    public async Task The_snapshot_of_a_task_keeps_its_policy_when_the_settings_change()
    {
        var folder = TheApp.NewFolder();
        try
        {
            int number;
            await using (var app = await TheApp.StartAsync(dataPath: folder, settings: Setting("""{ "kind": "approval", "policy": "by-owners" }""")))
            {
                await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, System.Net.HttpStatusCode.Accepted);
                await app.RestAsync();
                number = (await RequestedAsync(app, SmallOrganization.Reader, "otto")).GetProperty("number").GetInt32();
            }

            await using var later = await TheApp.StartAsync(dataPath: folder);
            var id = Assert.NotNull(await later.Get<TaskIndex>().FindAsync(number, default));
            var stored = (await later.Get<TaskStore>().LoadAsync(id, default)).Found();

            Assert.Equal("by-owners", stored.Task.Policy.Id);
            Assert.Equal("Otto", stored.Task.CurrentStep.Name);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_request_form_the_entitlement_and_the_list_show_the_chosen_policy()
    {
        await using var app = await StartAsync("""{ "kind": "approval", "policy": "by-owners", "entitlement": "vault/root" }""");
        var ada = await Visitor.SignInAsync(app, "ada");
        var otto = await Visitor.SignInAsync(app, "otto");

        var form = await ada.GetAsync("/requests/new/form?access=" + Uri.EscapeDataString(SmallOrganization.Root));
        await RequestedAsync(app, SmallOrganization.Root, "otto");
        var list = await otto.GetAsync("/my/approvals");

        Assert.Contains("Otto Owner", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mia Manager", form.Text, StringComparison.Ordinal);
        Assert.Contains("required", list.Document.QuerySelector("textarea[name=reason]")!.GetAttribute("placeholder"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_can_hold_the_policies()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("access-review-policies").FullName;
        try
        {
            var file = Path.Combine(folder, "policies.json");
            await File.WriteAllTextAsync(file, $$"""{ {{ByOwners}}, "rules": [{ "kind": "approval", "policy": "by-owners" }] }""");
            await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, $"Policies:File={file}");

            Assert.Equal("by-owners", (await RequestedAsync(app, SmallOrganization.Reader, "otto")).GetProperty("policyId").GetString());
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Policies:Document=[]", "Policies:Document is not valid.")]
    [InlineData("Policies:Document={ \"rule\": [] }", "'rule'")]
    [InlineData("Policies:Document={ \"rules\": [{ \"kind\": \"approval\", \"policy\": \"mine\" }] }", "Rule 1 (Approval): there is no policy mine.")]
    [InlineData("Policies:Document={ \"rules\": [{ \"kind\": \"approval\", \"policy\": \"default-revocation\" }] }", "Rule 1 (Approval): policy default-revocation is for Revocation.")]
    [InlineData("Policies:Document={ \"rules\": [{ \"kind\": 1, \"policy\": \"default-approval\" }] }", "$.rules[0].kind")]
    [InlineData("Policies:Document={ \"rules\": [{ \"kind\": \"approval\", \"policy\": \"default-approval\", \"minimumRisk\": \"huge\" }] }", "minimumRisk")]
    [InlineData("Policies:Document={ \"policies\": [{ \"id\": \"p\", \"name\": \"P\", \"kind\": \"approval\", \"steps\": [] }] }", "Policy p: no step applies to low risk.")]
    [InlineData("Policies:File=not-there.json", "Policies:File is not valid. Could not find file")]
    public async Task An_invalid_setting_is_refused_at_start_and_named(string setting, string fault)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TheApp.StartAsync(settings: setting));

        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_and_file_together_are_refused_at_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TheApp.StartAsync(settings: ["Policies:Document={}", "Policies:File=policies.json"]));

        Assert.Contains("Set Policies:Document or Policies:File, not both.", refused.Message, StringComparison.Ordinal);
    }

    private static Task<TheApp> StartAsync(string rule) => TheApp.StartWithAsync(SmallOrganization.Import, Setting(rule));

    private static string Setting(string rule) => $$"""Policies:Document={ {{ByOwners.ReplaceLineEndings(" ")}}, "rules": [{{rule}}] }""";

    /// <summary>Ada requests an entitlement; an approver reads its approval task.</summary>
    private static async Task<JsonElement> RequestedAsync(TheApp app, string entitlement, string approver)
    {
        await app.As("ada").RequestAsync(entitlement);
        await app.RestAsync();
        var task = Assert.Single(await app.As(approver).MyTasksAsync());
        return await app.As(approver).GetAsync($"/api/v1/tasks/{task.GetProperty("number").GetInt32()}");
    }
}
