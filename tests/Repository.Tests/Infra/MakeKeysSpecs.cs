using System.Diagnostics;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>The hook that creates keys, with a test double of <c>az</c> that stores its input in a folder.</summary>
public sealed class MakeKeysSpecs : IDisposable
{
    private const string Az = """
        #!/bin/sh
        echo "$*" >>"$VAULT/../calls"
        for word in "$@"; do
          case $word in
            https://*/secrets/*) name=${word##*/secrets/}; name=${name%%\?*} ;;
            @*) body=${word#@} ;;
          esac
        done
        case $* in
          *'--method get'*)
            if [ -n "$AZ_FAILS" ]; then echo "$AZ_FAILS" >&2; exit 1; fi
            if [ ! -f "$VAULT/$name" ]; then echo 'ERROR: Not Found({"error":{"code":"SecretNotFound"}})' >&2; exit 1; fi
            ;;
          *'--method put'*) cp "$body" "$VAULT/$name" ;;
        esac

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("access-review-keys-");

    public MakeKeysSpecs()
    {
        Directory.CreateDirectory(Vault);
        File.WriteAllText(Path.Combine(_folder.FullName, "az"), Az.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_folder.FullName, "az"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Vault => Path.Combine(_folder.FullName, "vault");

    private string Calls => File.ReadAllText(Path.Combine(_folder.FullName, "calls"));

    [Fact]
    public async Task Each_missing_key_is_created_with_32_bytes_and_never_printed()
    {
        var (code, output) = await RunAsync("k1,k2");

        Assert.Equal(0, code);
        Assert.Equal(["audit-key-a1", "link-key-k1", "link-key-k2"], Secrets().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, Secrets().Values.Distinct().Count());
        Assert.All(Secrets().Values, key => Assert.Equal(32, Convert.FromBase64String(key).Length));
        Assert.All(Secrets().Values, key => Assert.DoesNotContain(key, output + Calls, StringComparison.Ordinal));
        Assert.Contains("/config/configreferences/appsettings/refresh", Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_key_stays_unchanged()
    {
        await RunAsync("k1");
        var before = Secrets();
        File.Delete(Path.Combine(_folder.FullName, "calls"));

        await RunAsync("k1");
        Assert.Equal(before, Secrets());
        Assert.DoesNotContain("refresh", Calls, StringComparison.Ordinal);

        await RunAsync("k1,k2");
        Assert.Equal(before, Secrets().Where(secret => secret.Key != "link-key-k2"));
    }

    [Fact]
    public async Task No_key_is_created_when_Azure_does_not_answer()
    {
        var (code, output) = await RunAsync("k1", "ERROR: Too Many Requests");

        Assert.NotEqual(0, code);
        Assert.Contains("Too Many Requests", output, StringComparison.Ordinal);
        Assert.Empty(Secrets());
    }

    public void Dispose() => _folder.Delete(true);

    private Dictionary<string, string> Secrets() => Directory.GetFiles(Vault).ToDictionary(file => Path.GetFileName(file), file =>
    {
        using var body = JsonDocument.Parse(File.ReadAllText(file));
        return body.RootElement.GetProperty("properties").GetProperty("value").GetString()!;
    });

    private async Task<(int Code, string Output)> RunAsync(string linkKeys, string fails = "")
    {
        var start = new ProcessStartInfo("sh", [Checkout.PathOf("infra", "hooks", "make-keys.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["VAULT"] = Vault,
            ["AZ_FAILS"] = fails,
            ["AZURE_SUBSCRIPTION_ID"] = "subscription",
            ["AZURE_RESOURCE_GROUP"] = "group",
            ["AZURE_KEY_VAULT_NAME"] = "vault",
            ["APP_ID"] = "/subscriptions/subscription/app",
            ["LINK_KEYS"] = linkKeys,
            ["AUDIT_KEYS"] = "a1",
        })
        {
            start.Environment[name] = value;
        }

        using var hook = Process.Start(start) ?? throw new InvalidOperationException("There is no sh.");
        var complaints = hook.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await hook.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await hook.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (hook.ExitCode, output + await complaints);
    }
}
