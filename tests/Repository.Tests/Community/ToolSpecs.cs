using System.Text.Json;
using System.Xml.Linq;
using AccessReview.App.Http;
using AccessReview.App.Telemetry;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Community;

/// <summary>The dev container, the editor and the tools match this repository.</summary>
public sealed class ToolSpecs
{
    [Fact]
    public void The_dev_container_has_the_SDK_of_global_json_and_the_Node_of_CI()
    {
        var features = Json(".devcontainer/devcontainer.json").GetProperty("features").EnumerateObject().ToDictionary(feature => feature.Name.Split('/')[^1].Split(':')[0], feature => feature.Value.GetProperty("version").GetString());
        var node = Yaml.Read(".github/workflows/ci.yml").Entries("jobs")["test"].Items("steps").Select(step => step.At("with")?.Text("node-version")).OfType<string>().Single();

        Assert.Equal(Json("global.json").GetProperty("sdk").GetProperty("version").GetString(), features["dotnet"]);
        Assert.Equal(node, features["node"]);
    }

    [Fact]
    public void The_dev_container_forwards_the_port_of_the_app() =>
        Assert.Contains(new SiteOptions().BaseUrl.Port, Json(".devcontainer/devcontainer.json").GetProperty("forwardPorts").EnumerateArray().Select(port => port.GetInt32()));

    [Fact]
    public void The_launch_settings_of_the_editor_start_the_built_app()
    {
        var framework = XDocument.Load(Checkout.PathOf("Directory.Build.props")).Descendants("TargetFramework").Single().Value;
        var launch = Json(".vscode/launch.json").GetProperty("configurations")[0];

        Assert.Equal($"${{workspaceFolder}}/functions/App/bin/Debug/{framework}/{typeof(ProductVersion).Assembly.GetName().Name}.dll", launch.GetProperty("program").GetString());
        Assert.Contains(launch.GetProperty("preLaunchTask").GetString(), Tasks().Select(task => task.GetProperty("label").GetString()));
    }

    [Fact]
    public void The_tasks_of_the_editor_run_existing_scripts_and_projects() => Assert.All(Tasks(), task =>
    {
        var command = task.GetProperty("command").GetString();
        Assert.True(command == "dotnet" ? CheckedInFiles.Exists(task.GetProperty("args")[1].GetString() ?? "") : CheckedInFiles.Exists(command ?? ""), command);
    });

    [Fact]
    public void Each_tool_has_the_same_version_everywhere() => Assert.All(Json(".config/dotnet-tools.json").GetProperty("tools").EnumerateObject(), tool =>
    {
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", tool.Value.GetProperty("version").GetString());
        Assert.NotEmpty(tool.Value.GetProperty("commands").EnumerateArray());
    });

    private static IEnumerable<JsonElement> Tasks() => Json(".vscode/tasks.json").GetProperty("tasks").EnumerateArray();

    private static JsonElement Json(string path) => JsonDocument.Parse(CheckedInFiles.Read(path)).RootElement;
}
