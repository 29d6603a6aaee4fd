using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccessReview.App.Audit;
using AccessReview.App.Tests.Campaigns;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Html.Parser;
using CsCheck;
using Xunit;

namespace AccessReview.App.Tests.EvidencePacks;

/// <summary>The evidence of a campaign says what happened, and the program that verifies it finds each change.</summary>
public sealed class EvidencePackSpecs(EvidencePackSpecs.ClosedCampaign shared) : IClassFixture<EvidencePackSpecs.ClosedCampaign>
{
    [Fact]
    public void A_downloaded_pack_verifies_with_the_published_key_and_without_any_secret()
    {
        var (code, output, errors) = shared.Pack.Verify();
        var fingerprint = JsonDocument.Parse(shared.Pack.Keys).RootElement.GetProperty("keys")[0].GetProperty("fingerprint").GetString()!;

        Assert.Equal(("", 0), (errors, code));
        Assert.Contains($"The signature matches the given key local ({fingerprint})", output, StringComparison.Ordinal);
        Assert.Contains($"Compare its fingerprint with the published one: {fingerprint}", shared.Pack.Verify("").Output, StringComparison.Ordinal);
        Assert.Equal(0, shared.Pack.Verify(shared.Pack.Text("key.pem")).Code);
        Assert.Contains(fingerprint, shared.Pack.Text("cover.html"), StringComparison.Ordinal);
        Assert.Contains("4 items match the recorded population, and 8 histories of tasks are whole.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_says_who_decided_by_what_right_and_how_the_access_ended()
    {
        var removed = shared.Pack.Item("bob", "Root");
        var (decision, removal) = (removed.GetProperty("decision"), removed.GetProperty("removal"));

        Assert.Equal("removed", removed.GetProperty("outcome").GetString());
        Assert.Equal(("otto", "remove", "Moved", "rule", "appOwners", "bearer"), (
            decision.GetProperty("by").GetProperty("id").GetString(), decision.GetProperty("decision").GetString(), decision.GetProperty("reason").GetString(),
            decision.GetProperty("authority").GetString(), decision.GetProperty("source").GetString(), decision.GetProperty("proof").GetString()));
        Assert.False(decision.GetProperty("isOwnAccess").GetBoolean());
        Assert.Equal(("olga", "confirmed", "completed", "attestedByPerson"), (
            removal.GetProperty("confirmedBy").GetString(), removal.GetProperty("confirmation").GetString(), removal.GetProperty("execution").GetString(), removal.GetProperty("proof").GetString()));
        Assert.True(removal.GetProperty("isDoneByDecider").GetBoolean());
        Assert.Equal(2, removal.GetProperty("days").GetDouble());
        Assert.Equal("ended", removed.GetProperty("accessNow").GetString());
        Assert.Equal(("stepStarted", "otto,olga"), TrailOf(removed));
    }

    [Fact]
    public void An_item_without_an_answer_says_what_the_rule_did_and_who_was_reminded()
    {
        var silent = shared.Pack.Item("olga", "Reader");

        Assert.Equal(("removedBySilence", "remove", "requestedOnly", "active"), (
            silent.GetProperty("outcome").GetString(), silent.GetProperty("silence").GetString(), silent.GetProperty("removal").GetProperty("proof").GetString(), silent.GetProperty("accessNow").GetString()));
        Assert.False(silent.TryGetProperty("decision", out _));
        Assert.NotEqual(0, silent.GetProperty("reminders").GetArrayLength());
        // Nobody answered, so the administrators got it before it ended.
        Assert.Equal(["adam"], silent.GetProperty("reviewers").EnumerateArray().Select(reviewer => reviewer.GetProperty("id").GetString()));
        Assert.Contains("assigneesReplaced", silent.GetProperty("trail").EnumerateArray().Select(line => line.GetProperty("what").GetString()));
    }

    [Fact]
    public void A_decision_after_a_reassignment_names_the_trail()
    {
        var reassigned = shared.Pack.Item("ada", "Reader");

        Assert.Equal("reassigned", reassigned.GetProperty("decision").GetProperty("authority").GetString());
        Assert.Equal("mia", reassigned.GetProperty("decision").GetProperty("by").GetProperty("id").GetString());
        var moved = reassigned.GetProperty("trail").EnumerateArray().Single(line => line.GetProperty("what").GetString() == "reassigned");
        Assert.Equal(("otto", "mia", "Mia knows her work"), (
            moved.GetProperty("by").GetString(), moved.GetProperty("to").EnumerateArray().Single().GetString(), moved.GetProperty("reason").GetString()));
    }

    [Fact]
    public void The_numbers_and_the_table_are_those_of_the_items()
    {
        var numbers = JsonDocument.Parse(shared.Pack.Text("campaign.json")).RootElement.GetProperty("numbers");
        Assert.Equal(["certified 1", "removed 1", "removedBySilence 2"], numbers.GetProperty("outcomes").EnumerateArray().Select(one => $"{one.GetProperty("outcome").GetString()} {one.GetProperty("count").GetInt32()}").Order(StringComparer.Ordinal));
        Assert.Equal((4, 0, 0, 1, 2), (
            numbers.GetProperty("items").GetInt32(), numbers.GetProperty("undecided").GetInt32(), numbers.GetProperty("ownAccess").GetInt32(),
            numbers.GetProperty("removalsDone").GetInt32(), numbers.GetProperty("removalsOpen").GetInt32()));

        var table = shared.Pack.Text("items.csv").TrimStart('\uFEFF').Split("\r\n");
        Assert.StartsWith("position,id,person,", table[0], StringComparison.Ordinal);
        Assert.Equal(6, table.Length); // The columns, four items, and the end of the last line.
        Assert.Contains("'=HYPERLINK", table.Single(line => line.Contains(",ada,", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cover_page_needs_nothing_else()
    {
        var page = await new HtmlParser().ParseDocumentAsync(shared.Pack.Text("cover.html"));

        Assert.Equal("Evidence of the campaign Vault 2026", page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe"));
        Assert.Contains("Decisions about one's own access", page.Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>One changed byte anywhere is found. For the lists, the line is named.</summary>
    [Fact]
    public void Each_changed_byte_is_found_and_its_line_is_named() =>
        Gen.Select(Gen.OneOf(shared.Pack.Names.ToArray()), Gen.Double[0, 1]).Sample(
            (name, where) =>
            {
                var (pack, line) = (shared.Copy(), 0);
                pack.Change(name, content =>
                {
                    var at = (int)(where * (content.Length - 1));
                    content[at] ^= 1;
                    line = content.Take(at).Count(one => one == '\n') + 1;
                    return content;
                });

                var (code, _, errors) = pack.Verify();

                Assert.NotEqual(0, code);
                if (name.EndsWith(".jsonl", StringComparison.Ordinal) && !name.StartsWith("hashes/", StringComparison.Ordinal) && IsLineKept(pack, name, shared.Pack))
                    Assert.Contains($"{name} was changed: line {line} is the first wrong one.", errors, StringComparison.Ordinal);
            },
            iter: 100, threads: 1);

    [Fact]
    public void Missing_added_and_exchanged_files_are_found()
    {
        foreach (var name in shared.Pack.Names.Where(name => name != "manifest.json"))
        {
            var without = shared.Copy();
            without.Change(name, _ => null);
            Assert.Equal(1, without.Verify().Code);
        }

        var with = shared.Copy();
        with.Add("notes.txt", "All good");
        Assert.Contains("notes.txt does not belong to the evidence", with.Verify().Errors, StringComparison.Ordinal);
        var shorter = shared.Copy();
        shorter.Change("items.jsonl", content => content[..(Array.LastIndexOf(content, (byte)'\n', content.Length - 2) + 1)]);
        Assert.Contains("items.jsonl was changed: it ends after line 3, and it had 4.", shorter.Verify().Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_with_new_hashes_is_found_by_its_signature()
    {
        var forged = shared.Copy();
        forged.Change("manifest.json", content => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("Vault 2026", "Vault 2027", StringComparison.Ordinal)));

        var (code, _, errors) = forged.Verify();

        Assert.Equal(1, code);
        Assert.Contains("The signature does not match the key", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_another_key_signed_is_named()
    {
        using var other = EvidenceKey.Derive("other", [.. Enumerable.Range(1, 32).Select(one => (byte)one)]);
        using var own = ECDsa.Create();
        own.ImportFromPem(shared.Pack.Text("key.pem"));
        var forged = shared.Copy();
        forged.Change("key.pem", _ => Encoding.ASCII.GetBytes(other.PublicKey));
        Assert.Contains($"the file contains the key {other.Fingerprint}", forged.Verify().Errors, StringComparison.Ordinal);
        forged.Change("manifest.json", content => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content)
            .Replace(Convert.ToHexStringLower(SHA256.HashData(own.ExportSubjectPublicKeyInfo())), other.Fingerprint, StringComparison.Ordinal)));
        forged.Change("manifest.sig", _ => other.Sign(forged.Bytes("manifest.json")));

        var (code, _, errors) = forged.Verify();

        Assert.Equal(1, code);
        Assert.Contains($"The evidence is signed by another key: local ({other.Fingerprint})", errors, StringComparison.Ordinal);
        Assert.Contains(other.Fingerprint, forged.Verify("").Output, StringComparison.Ordinal);
        Assert.Equal(2, shared.Pack.Verify("no keys").Code);
    }

    [Fact]
    public async Task A_public_key_stays_published_after_its_secret_was_replaced()
    {
        var folder = TheApp.NewFolder();
        string fingerprint;
        await using (var before = await TheApp.StartAsync(dataPath: folder))
        {
            using var key = await before.Get<EvidenceKeys>().UseSigningAsync(CancellationToken.None);
            fingerprint = key.Fingerprint;
        }

        await using (var app = await TheApp.StartAsync(
            dataPath: folder, settings: ["Audit:SigningKey=next", $"Audit:Keys:next={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}"]))
        {
            var keys = await app.Get<EvidenceKeys>().ListAsync(CancellationToken.None);
            Assert.Equal([("next", true), ("local", false)], keys.Select(key => (key.Name, key.IsCurrent)));
            Assert.Equal(fingerprint, keys[1].Fingerprint);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_is_no_pack_cannot_be_verified()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, Verifier.Program.Run([], TextWriter.Null, errors));
        Assert.Equal(2, Verifier.Program.Run([Checkout.PathOf("README.md")], TextWriter.Null, errors));
        Assert.Equal(2, Verifier.Program.Run(["/nowhere/pack.zip"], TextWriter.Null, errors));
        Assert.Contains("could not be verified", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aud", HttpStatusCode.OK)]
    [InlineData("cora", HttpStatusCode.OK)]
    [InlineData("adam", HttpStatusCode.OK)]
    [InlineData("otto", HttpStatusCode.Forbidden)]
    public async Task Only_who_may_read_campaigns_gets_evidence(string person, HttpStatusCode expected)
    {
        using var answer = await shared.App.As(person).Http.GetAsync($"/api/v1/campaigns/{shared.Campaign.Id}/evidence");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_recorded_population_there_is_no_evidence()
    {
        var draft = await ACampaign.CreateAsync(shared.App, ACampaign.Body("Another one", due: "2026-12-12"));

        using var answer = await shared.App.As("cora").Http.GetAsync($"/api/v1/campaigns/{draft.Id}/evidence");

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("not_frozen", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // A line break that was changed joins or splits lines.
    private static bool IsLineKept(APack changed, string name, APack original) =>
        changed.Text(name).Count(one => one == '\n') == original.Text(name).Count(one => one == '\n');

    private static (string? What, string To) TrailOf(JsonElement item)
    {
        var first = item.GetProperty("trail").EnumerateArray().First();
        return (first.GetProperty("what").GetString(), string.Join(',', first.GetProperty("to").EnumerateArray().Select(to => to.GetString()).OrderDescending(StringComparer.Ordinal)));
    }

    /// <summary>
    /// Of four items one is certified after a reassignment, one is removed and gone, and two get no answer and are to be removed by the rule.
    /// </summary>
    public sealed class ClosedCampaign : IAsyncLifetime
    {
        public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

        internal ACampaign Campaign { get; private set; } = null!; // Set by InitializeAsync.

        internal APack Pack { get; private set; } = null!; // Set by InitializeAsync.

        internal APack Copy() => Pack.Copy();

        public async ValueTask InitializeAsync()
        {
            App = await ACampaign.StartAppAsync();
            Campaign = await ACampaign.OpenAsync(App, ACampaign.Body(noResponse: "remove"));
            var tasks = await App.As("otto").MyTasksAsync();
            var ada = NumberOf(tasks, "ada", "Reader");
            await App.As("otto").PostAsync($"/api/v1/tasks/{ada}/reassignments", new { to = "mia", step = 0, reason = "Mia knows her work" }, HttpStatusCode.OK);
            await App.RestAsync();
            await App.As("mia").DecideAsync(ada, "certify", "=HYPERLINK(\"x\")");
            await App.As("otto").DecideAsync(NumberOf(tasks, "bob", "Root"), "remove", "Moved");
            await App.AdvanceAsync(TimeSpan.FromDays(1));
            await App.As("olga").DecideAsync(await FirstAsync("olga", "revocation"), "confirm", "Yes");
            await App.AdvanceAsync(TimeSpan.FromDays(1));
            await App.As("otto").DecideAsync(await FirstAsync("otto", "deprovisioning"), "complete", "Removed in Vault");
            await App.AdvanceAsync(TimeSpan.FromDays(9));
            Pack = await APack.DownloadAsync(App, Campaign);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        private async Task<int> FirstAsync(string person, string kind) =>
            (await App.As(person).MyTasksAsync($"&kind={kind}"))[0].GetProperty("number").GetInt32();

        private static int NumberOf(IEnumerable<JsonElement> tasks, string person, string entitlement) => tasks.Single(task =>
            task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement).GetProperty("number").GetInt32();
    }
}
