using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed partial class SecretSpecs
{
    [Fact]
    public async Task No_template_has_a_key_as_parameter_or_value()
    {
        var template = await BicepCompiler.TemplateAsync();

        Assert.DoesNotMatch(Asking(), template.RootElement.GetRawText());
        Assert.All(await Foretold.AllAsync(), foretold => Assert.DoesNotMatch(Asking(), foretold.Text));
    }

    [Theory]
    [InlineData("[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'x'), '2025-08-01').keys[0].value]")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=x;AccountKey=eA==")]
    [InlineData("Endpoint=sb://x/;SharedAccessKeyName=x;SharedAccessKey=x")]
    [InlineData("endpoint=https://x/;accesskey=eA==")]
    [InlineData("https://x.blob.core.windows.net/c?sv=2024-11-04&sig=x")]
    public void A_template_with_a_key_is_noticed(string value) => Assert.Matches(Asking(), value);

    [Fact]
    public async Task A_secret_setting_is_a_reference_to_the_key_vault()
    {
        var settings = (await Foretold.AllAsync()).SelectMany(foretold => foretold.Settings).Where(setting => Secret().IsMatch(setting.Key)).ToList();

        Assert.Contains(settings, setting => setting.Key == "SignIn__ClientSecret");
        Assert.Contains(settings, setting => setting.Key == "Links__Keys__k2");
        Assert.Contains(settings, setting => setting.Key == "Slack__BotToken");
        Assert.All(settings, setting => Assert.Contains("@Microsoft.KeyVault(VaultName=", setting.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_hook_creates_each_key_that_the_app_refers_to()
    {
        var hook = File.ReadAllText(Checkout.PathOf("infra", "hooks", "make-keys.sh"));
        var main = File.ReadAllText(Checkout.PathOf("infra", "main.bicep"));

        foreach (var prefix in new[] { "link-key-", "audit-key-" })
        {
            Assert.Contains($"'{prefix}${{key}}'", main, StringComparison.Ordinal);
            Assert.Contains($"make_key \"{prefix}$name\"", hook, StringComparison.Ordinal);
        }

        // A trace of the shell would show the key.
        Assert.DoesNotMatch(@"set\s+-\w*x", hook);
    }

    [GeneratedRegex(@"list\w*(Keys|Secrets|Sas)\w*\(|AccountKey=|SharedAccessKey|accesskey=|[?&]sig=|""securestring""", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    [GeneratedRegex("Keys__|Secret$|Token$")]
    private static partial Regex Secret();
}
