import haxe.ds.StringMap as Dictionary;

using StringTools;
