import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.reference.RootTranslator;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

/**
 * Fills forms in JavaRosa, ODK Collect's engine, as jobs tell it: one JSON object per line in, one out.
 * Paths carry [i] on repeats only.
 */
public final class Walker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormDef form;
    private final FormEntryModel model;
    private final FormEntryController controller;

    private Walker(JsonNode job) throws Exception {
        form = XFormUtils.getFormFromFormXml(job.get("xform").asText(), null);
        form.initialize(true, new InstanceInitializationFactory());
        model = new FormEntryModel(form);
        controller = new FormEntryController(model);
        String language = job.path("language").asText("");
        if (!language.isEmpty() && form.getLocalizer() != null && form.getLocalizer().hasLocale(language)) {
            controller.setLanguage(language);
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, "UTF-8");
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // JavaRosa prints to it
        new XFormsModule().registerModule();
        new JavaRosaCoreModule().registerModule();
        PropertyManager.setPropertyManager(new Nobody());
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            out.println(JSON.writeValueAsString(outcome(JSON.readTree(line))));
        }
    }

    private static ObjectNode outcome(JsonNode job) {
        ObjectNode told = JSON.createObjectNode();
        told.put("id", job.get("id").asText());
        try {
            attach(job.path("folder").asText("."));
            Walker walker = new Walker(job);
            ArrayNode steps = told.putArray("steps");
            steps.add(walker.seen(null));
            for (JsonNode step : job.get("steps")) {
                steps.add(walker.seen(walker.taken(step)));
            }
        } catch (Throwable error) {
            told.put("error", error.getClass().getSimpleName() + ": " + error.getMessage());
        }
        return told;
    }

    /** Let jr://file and jr://file-csv mean the job's folder. */
    private static void attach(String folder) {
        ReferenceManager manager = ReferenceManager.instance();
        manager.reset();
        manager.addReferenceFactory(new Folder(Path.of(folder), "file", "file-csv", "images", "audio", "video"));
    }

    private ObjectNode seen(ObjectNode came) {
        ObjectNode step = came == null ? JSON.createObjectNode() : came;
        settle();
        step.set("nodes", nodes());
        return step;
    }

    /** Counted repeats get their rows only when they are passed. */
    private void settle() {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        while (!index.isEndOfFormIndex()) {
            index = model.incrementIndex(index, true);
            model.setQuestionIndex(index);
        }
    }

    private ObjectNode taken(JsonNode step) {
        ObjectNode came = JSON.createObjectNode();
        String path = step.get("path").asText();
        try {
            switch (step.get("op").asText()) {
                case "ask": ask(path, came); break;
                case "set": came.put("verdict", answer(path, step.get("value").asText())); break;
                case "add": controller.newRepeat(found(path, FormEntryController.EVENT_PROMPT_NEW_REPEAT)); break;
                default: controller.deleteRepeat(found(path, FormEntryController.EVENT_REPEAT)); break;
            }
        } catch (Throwable error) {
            came.put("error", error.getClass().getSimpleName() + ": " + error.getMessage());
        }
        return came;
    }

    private void ask(String path, ObjectNode came) {
        FormEntryPrompt prompt = model.getQuestionPrompt(found(path, FormEntryController.EVENT_QUESTION));
        String label = prompt.getQuestionText();
        came.put("label", label == null ? "" : label);
        if (isSelect(prompt)) {
            ArrayNode choices = came.putArray("choices");
            for (SelectChoice choice : prompt.getSelectChoices()) {
                choices.addArray().add(choice.getValue()).add(prompt.getSelectChoiceText(choice));
            }
        }
    }

    private static boolean isSelect(FormEntryPrompt prompt) {
        int control = prompt.getControlType();
        return control == Constants.CONTROL_SELECT_ONE
            || control == Constants.CONTROL_SELECT_MULTI
            || control == Constants.CONTROL_RANK;
    }

    private String answer(String path, String value) {
        FormIndex index = found(path, FormEntryController.EVENT_QUESTION);
        controller.jumpToIndex(index);
        switch (controller.answerQuestion(index, read(model.getQuestionPrompt(index), value), true)) {
            case FormEntryController.ANSWER_OK: return "ok";
            case FormEntryController.ANSWER_CONSTRAINT_VIOLATED: return "constraint";
            default: return "required";
        }
    }

    private IAnswerData read(FormEntryPrompt prompt, String value) {
        if (value.isEmpty()) {
            return null;
        }
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE:
                return new SelectOneData(selection(prompt, value));
            case Constants.CONTROL_SELECT_MULTI:
            case Constants.CONTROL_RANK:
                List<Selection> chosen = new ArrayList<>();
                for (String name : value.split(" ")) {
                    chosen.add(selection(prompt, name));
                }
                return new MultipleItemsData(chosen);
            case Constants.CONTROL_TRIGGER:
                return new StringData(value);
            default:
                return XFormAnswerDataParser.getAnswerData(value, prompt.getDataType(), prompt.getQuestion());
        }
    }

    private static Selection selection(FormEntryPrompt prompt, String name) {
        for (SelectChoice choice : prompt.getSelectChoices()) {
            if (choice.getValue().equals(name)) {
                return choice.selection();
            }
        }
        return new Selection(name);
    }

    private FormIndex found(String path, int event) {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        while (!index.isEndOfFormIndex()) {
            index = model.incrementIndex(index, true);
            if (model.getEvent(index) == event && path.equals(written(index.getReference()))) {
                return index;
            }
        }
        throw new IllegalArgumentException("nothing at " + path);
    }

    private String written(TreeReference reference) {
        StringBuilder path = new StringBuilder();
        for (int level = 0; level < reference.size(); level++) {
            path.append('/').append(reference.getName(level));
            if (level > 0 && isRepeat(reference, level)) {
                path.append('[').append(Math.max(0, reference.getMultiplicity(level)) + 1).append(']');
            }
        }
        return path.toString();
    }

    private boolean isRepeat(TreeReference reference, int level) {
        TreeElement node = form.getMainInstance().getTemplate(reference.getSubReference(level).genericize());
        return node != null && node.isRepeatable();
    }

    private ObjectNode nodes() {
        ObjectNode found = JSON.createObjectNode();
        TreeElement root = form.getMainInstance().getRoot();
        below(root, "/" + root.getName(), found);
        return found;
    }

    private void below(TreeElement parent, String path, ObjectNode found) {
        for (int at = 0; at < parent.getNumChildren(); at++) {
            TreeElement node = parent.getChildAt(at);
            if (node.getMult() == TreeReference.INDEX_TEMPLATE) {
                continue;
            }
            String here = path + "/" + node.getName() + (node.isRepeatable() ? "[" + (node.getMult() + 1) + "]" : "");
            if (node.getNumChildren() > 0) {
                below(node, here, found);
            } else {
                IAnswerData value = node.getValue();
                ArrayNode leaf = found.putArray(here);
                leaf.add(node.isRelevant() ? 1 : 0).add(value == null ? "" : value.uncast().getString());
                leaf.add(node.isRequired() ? 1 : 0).add(node.isEnabled() ? 0 : 1);
            }
        }
    }

    /** The files beside a form. */
    private static final class Folder extends org.javarosa.core.reference.PrefixedRootFactory {
        private final Path folder;

        Folder(Path folder, String... roots) {
            super(roots);
            this.folder = folder;
        }

        @Override
        protected org.javarosa.core.reference.Reference factory(String terminal, String uri) {
            return new org.javarosa.core.reference.ResourceReference(uri) {
                @Override
                public String getLocalURI() {
                    return folder.resolve(uri.substring(uri.lastIndexOf('/') + 1)).toString();
                }

                @Override
                public java.io.InputStream getStream() throws java.io.IOException {
                    return java.nio.file.Files.newInputStream(Path.of(getLocalURI()));
                }
            };
        }
    }

    /** Who fills: nobody in particular. */
    private static final class Nobody implements IPropertyManager {
        @Override public List<String> getProperty(String name) { return null; }
        @Override public void setProperty(String name, String value) { }
        @Override public void setProperty(String name, List<String> value) { }
        @Override public String getSingularProperty(String name) { return "nobody"; }
        @Override public void addRules(IPropertyRules rules) { }
        @Override public List<IPropertyRules> getRules() { return null; }
    }
}
